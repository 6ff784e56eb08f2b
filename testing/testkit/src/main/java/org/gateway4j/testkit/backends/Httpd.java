package org.gateway4j.testkit.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** An Apache httpd of a test's own. */
public final class Httpd {

    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

    private final Daemon daemon;

    private Httpd(Daemon daemon) {
        this.daemon = daemon;
    }

    /**
     * Starts one for a site, and returns once it listens.
     *
     * @param modules what it loads, such as {@code authz_core}
     * @param ports on which it listens at the end
     * @param configuration all but modules, user and size; it says where to listen
     * @param site where its configuration and its document root are
     * @return the running server
     * @throws IOException if it cannot be started
     */
    public static Httpd start(Site site, List<String> modules, List<Integer> ports, String configuration)
            throws IOException {
        Path program = RealBackends.program("apache2");
        Path config = Files.writeString(site.file("httpd.conf"), common(site, modules) + configuration);
        Path output = site.file("httpd.output");
        List<String> command =
                List.of(program.toString(), "-f", config.toString(), "-DFOREGROUND", "-E", output.toString());
        return new Httpd(Daemon.start(output, ports, command));
    }

    private static String common(Site site, List<String> modules) throws IOException {
        String user = Site.isRoot() ? "User %1$s\nGroup %1$s\n".formatted(Site.unprivilegedUser()) : "";
        String loaded = modules.stream()
                .map(module -> "LoadModule " + module + "_module " + file(module) + "\n")
                .collect(Collectors.joining());
        return user + loaded + """
                ServerName example.org
                DocumentRoot %1$s
                DefaultRuntimeDir %2$s
                PidFile %2$s/httpd.pid
                ErrorLog %2$s/error.log
                StartServers 1
                ThreadsPerChild 16
                MaxRequestWorkers 16
                """.formatted(site.root(), site.writable());
    }

    private static Path file(String module) {
        return RealBackends.installed(MODULES.resolve("mod_" + module + ".so"));
    }

    /** {@return its processes} */
    public ProcessTree processes() {
        return daemon.processes();
    }

    /**
     * Ends it; its site stays.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public void stop() throws InterruptedException {
        daemon.stop();
    }
}
