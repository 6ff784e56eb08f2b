package org.gateway4j.testkit.backends;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An nginx of a test's own with one virtual host. */
public final class Nginx {

    private static final Path STOCK_VARIABLES = Path.of("/etc/nginx/fastcgi.conf");

    private static final Pattern VERSION = Pattern.compile("nginx/1\\.([0-9]+)");

    private final int port;
    private final Daemon daemon;

    private Nginx(int port, Daemon daemon) {
        this.port = port;
        this.daemon = daemon;
    }

    /**
     * Starts one for a site, and returns once it listens.
     *
     * @param host the directives of its host, but for where that listens, its name and its root
     * @param site where its configuration and its document root are
     * @return the running server
     * @throws IOException if it cannot be started
     */
    public static Nginx start(Site site, String host) throws IOException {
        return start(site, "", host);
    }

    /**
     * Starts one for a site, and returns once it listens.
     *
     * @param http directives beside its host, such as an {@code upstream}
     * @param host the directives of its host, but for where that listens, its name and its root
     * @param site where its configuration and its document root are
     * @return the running server
     * @throws IOException if it cannot be started
     */
    public static Nginx start(Site site, String http, String host) throws IOException {
        Path program = RealBackends.program("nginx");
        int port = Daemon.freePort();
        Path config = Files.writeString(site.file("nginx.conf"), configuration(site, port, http, host));
        Path output = site.file("nginx.output");
        List<String> command = List.of(program.toString(), "-c", config.toString(), "-e", output.toString());
        return new Nginx(port, Daemon.start(output, List.of(port), command));
    }

    /**
     * Starts one in front of a PHP-FPM, with its stock variables and path info.
     *
     * @param php whose site it serves
     * @return the running server
     * @throws IOException if it cannot be started
     */
    public static Nginx start(PhpFpm php) throws IOException {
        return start(php.site(), """
                index index.php;
                fastcgi_buffer_size 64k;
                fastcgi_buffers 8 64k;
                location ~ [^/]\\.php(/|$) {
                    fastcgi_split_path_info ^(.+?\\.php)(/.*)$;
                    if (!-f $document_root$fastcgi_script_name) { return 404; }
                    include %s;
                    fastcgi_param PATH_INFO $fastcgi_path_info if_not_empty;
                    fastcgi_pass %s;
                }
                """.formatted(stockVariables(), php.address()));
    }

    /** {@return the file with the variables that nginx comes with} */
    public static Path stockVariables() {
        return RealBackends.installed(STOCK_VARIABLES);
    }

    private static String configuration(Site site, int port, String http, String host) throws IOException {
        String user = Site.isRoot() ? "user " + Site.unprivilegedUser() + ";" : "";
        return """
                %1$s
                daemon off;
                worker_processes 1;
                pid %2$s;
                events { worker_connections 256; }
                http {
                    access_log off;
                    client_body_temp_path %3$s;
                    proxy_temp_path %3$s;
                    fastcgi_temp_path %3$s;
                    uwsgi_temp_path %3$s;
                    scgi_temp_path %3$s;
                    %7$s
                    server {
                        listen 127.0.0.1:%4$d;
                        server_name example.org;
                        root %5$s;
                        %6$s
                    }
                }
                """.formatted(user, site.file("nginx.pid"), site.file("nginx.tmp"), port, site.root(), host, http);
    }

    /** {@return its port on loopback} */
    public int port() {
        return port;
    }

    /** {@return where it listens} */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /**
     * {@return its minor version}
     *
     * @throws IOException if it does not answer
     */
    public int version() throws IOException {
        Matcher version = VERSION.matcher(exchange("GET / HTTP/1.0\r\n\r\n"));
        if (!version.find()) {
            throw new IllegalStateException("no version of nginx");
        }
        return Integer.parseInt(version.group(1));
    }

    /**
     * Sends the bytes of a request and reads until nginx closes the connection.
     *
     * @param request one octet a character
     * @return all that came, in the same way
     * @throws IOException if the connection breaks
     */
    public String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
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
