package org.gateway4j.testkit.backends;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.testkit.Await;

/** A php-cgi of a test's own that listens for FastCGI, with a site and two workers. */
public final class PhpCgi {

    /** How many requests it works on at once. */
    public static final int CHILDREN = 2;

    private final Site site;
    private final Path socket;
    private final ProcessTree processes;

    private PhpCgi(Path program, Site site) throws IOException {
        this.site = site;
        socket = site.file("php.sock");
        processes = ProcessTree.start(
                site.file("output"),
                List.of(
                        "env",
                        "PHP_FCGI_CHILDREN=" + CHILDREN,
                        program.toString(),
                        "-d",
                        "upload_tmp_dir=" + site.writable(),
                        "-d",
                        "upload_max_filesize=20M",
                        "-d",
                        "post_max_size=21M",
                        "-b",
                        socket.toString()));
        Await.until("php-cgi listens", this::listens);
    }

    /**
     * Starts one, and returns once it listens.
     *
     * @return the running server
     * @throws IOException if it cannot be started
     */
    public static PhpCgi start() throws IOException {
        Path program = RealBackends.program("php-cgi");
        return new PhpCgi(program, new Site());
    }

    private boolean listens() {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** {@return where it listens, as an endpoint} */
    public String address() {
        return "unix:" + socket;
    }

    /** {@return its site, which it serves from the document root} */
    public Site site() {
        return site;
    }

    /**
     * Ends it and removes all that it had.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public void stop() throws InterruptedException {
        processes.stop();
        site.close();
    }
}
