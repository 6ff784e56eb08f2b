package org.gateway4j.testkit.backends;

import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gateway4j.testkit.Await;

/** A uWSGI of a test's own, which serves a WSGI application by uwsgi and by SCGI. */
public final class Uwsgi {

    /** How many requests it works on at once. */
    public static final int WORKERS = 2;

    private final Site site;
    private final ProcessTree processes;

    private Uwsgi(Path program, Site site, List<String> options) throws IOException {
        this.site = site;
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--plugin",
                "python3",
                "--master",
                "--die-on-term",
                "--processes",
                Integer.toString(WORKERS),
                "--uwsgi-socket",
                file("uwsgi").toString(),
                "--scgi-socket",
                file("scgi").toString(),
                "--chmod-socket=666",
                "--need-app",
                "--reload-mercy",
                "2",
                "--worker-reload-mercy",
                "2"));
        command.addAll(options);
        processes = ProcessTree.start(site.file("output"), command);
        Await.until("uwsgi listens or ends", () -> !processes.isAlive() || listens("uwsgi") && listens("scgi"));
        if (!processes.isAlive()) {
            throw new IllegalStateException("uwsgi does not start: " + output());
        }
    }

    /**
     * Starts one with the application of the tests, and returns once it listens.
     *
     * @param options further ones of its command line
     * @return the running server
     * @throws IOException if it cannot be started
     */
    public static Uwsgi start(String... options) throws IOException {
        Path program = RealBackends.program("uwsgi");
        Site site = new Site();
        return start(program, site, application(site), List.of(options));
    }

    /**
     * Starts one with an application, and returns once it listens.
     *
     * @param site a new one, which is closed with the server
     * @param application a module of Python whose {@code application} it serves
     * @return the running server
     * @throws IOException if it cannot be started
     */
    public static Uwsgi start(Site site, Path application) throws IOException {
        return start(RealBackends.program("uwsgi"), site, application, List.of());
    }

    private static Uwsgi start(Path program, Site site, Path application, List<String> options) throws IOException {
        RealBackends.installed(Path.of("/usr/lib/uwsgi/plugins/python3_plugin.so"));
        List<String> all = new ArrayList<>(List.of("--wsgi-file", application.toString()));
        all.addAll(options);
        return new Uwsgi(program, site, all);
    }

    private static Path application(Site site) throws IOException {
        try (InputStream source =
                Objects.requireNonNull(Uwsgi.class.getResourceAsStream("wsgi_application.py"), "the application")) {
            Path file = site.file("wsgi_application.py");
            Files.copy(source, file);
            return file;
        }
    }

    private Path file(String protocol) {
        return site.file(protocol + ".sock");
    }

    private boolean listens(String protocol) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file(protocol)))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * {@return where it listens, as an endpoint}
     *
     * @param protocol {@code uwsgi} or {@code scgi}
     */
    public String address(String protocol) {
        return "unix:" + file(protocol);
    }

    /** {@return its site} */
    public Site site() {
        return site;
    }

    /** {@return its processes} */
    public ProcessTree processes() {
        return processes;
    }

    /**
     * {@return what it has said so far}
     *
     * @throws IOException if that cannot be read
     */
    public String output() throws IOException {
        return Files.readString(site.file("output"));
    }

    /**
     * Ends it and removes all that it had.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public void stop() throws InterruptedException {
        processes.kill();
        site.close();
    }
}
