package org.gateway4j.examples.beside;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gateway4j.testkit.backends.Daemon;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;

/** A server of a test's own that runs the CGI programs of a site, from the root and below {@code /cgi-bin}. */
final class CgiServer {

    /** What runs them. */
    enum Kind {
        MOD_CGID,
        LIGHTTPD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
    private static final List<String> LOADED = List.of("mpm_event", "authz_core", "alias", "cgid");

    private final int port;
    private final Daemon daemon;

    private CgiServer(int port, Daemon daemon) {
        this.port = port;
        this.daemon = daemon;
    }

    static CgiServer start(Kind kind, Site site) throws IOException {
        return switch (kind) {
            case MOD_CGID -> httpd(site);
            case LIGHTTPD -> lighttpd(site);
        };
    }

    private static CgiServer httpd(Site site) throws IOException {
        Path program = RealBackends.program("apache2");
        LOADED.forEach(module -> RealBackends.installed(module(module)));
        String user = Site.isRoot() ? "User %1$s\nGroup %1$s\n".formatted(Site.unprivilegedUser()) : "";
        String modules = LOADED.stream()
                .map(module -> "LoadModule " + module + "_module " + module(module) + "\n")
                .collect(Collectors.joining());
        int port = Daemon.freePort();
        Path config = Files.writeString(
                site.file("httpd.conf"), user + modules + """
                ServerName example.org
                Listen 127.0.0.1:%1$d
                DocumentRoot %2$s
                DefaultRuntimeDir %3$s
                PidFile %3$s/httpd.pid
                ScriptSock %3$s/cgid.sock
                ErrorLog %3$s/error.log
                StartServers 1
                ThreadsPerChild 16
                MaxRequestWorkers 16
                MergeSlashes Off
                UseCanonicalName Off
                UseCanonicalPhysicalPort On
                TraceEnable On
                AllowEncodedSlashes NoDecode
                AcceptPathInfo On
                Alias /cgi-bin %2$s
                <Directory %2$s>
                Options ExecCGI FollowSymLinks
                SetHandler cgi-script
                Require all granted
                </Directory>
                """.formatted(port, site.root(), site.writable()));
        Path output = site.file("httpd.output");
        List<String> command =
                List.of(program.toString(), "-f", config.toString(), "-DFOREGROUND", "-E", output.toString());
        return new CgiServer(port, Daemon.start(output, List.of(port), command));
    }

    private static Path module(String name) {
        return MODULES.resolve("mod_" + name + ".so");
    }

    private static CgiServer lighttpd(Site site) throws IOException {
        Path program = RealBackends.program("lighttpd");
        String user = Site.isRoot() ? "server.username = \"" + Site.unprivilegedUser() + "\"\n" : "";
        int port = Daemon.freePort();
        Path config =
                Files.writeString(site.file("lighttpd.conf"), user + """
                server.modules = ( "mod_alias", "mod_cgi" )
                server.bind = "127.0.0.1"
                server.port = %1$d
                server.document-root = "%2$s"
                server.upload-dirs = ( "%3$s" )
                server.errorlog = "%3$s/lighttpd.log"
                alias.url = ( "/cgi-bin/" => "%2$s/" )
                cgi.assign = ( "" => "" )
                cgi.execute-x-only = "enable"
                """.formatted(port, site.root(), site.writable()));
        List<String> command = List.of(program.toString(), "-D", "-f", config.toString());
        return new CgiServer(port, Daemon.start(site.file("lighttpd.output"), List.of(port), command));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    void stop() throws Exception {
        daemon.stop();
    }
}
