package org.gateway4j.fastcgi.php;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.Endpoint;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.backends.ProcessTree;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;

/** An nginx of a test's own in front of a PHP-FPM, with its stock variables and path info. */
public final class Nginx {

    private static final Path STOCK_VARIABLES = Path.of("/etc/nginx/fastcgi.conf");

    private final int port;
    private final Path output;
    private final ProcessTree processes;

    private Nginx(Path program, Path variables, PhpFpm fpm) throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Site site = fpm.site();
        output = site.file("nginx.output");
        Path config = Files.writeString(site.file("nginx.conf"), configuration(site, fpm.endpoint(), variables));
        processes = ProcessTree.start(
                output, List.of(program.toString(), "-c", config.toString(), "-e", output.toString()));
        Await.until("nginx listens or ends", () -> !processes.isAlive() || listens());
        if (!processes.isAlive()) {
            throw new IllegalStateException("nginx does not start: " + Files.readString(output));
        }
    }

    public static Nginx start(PhpFpm fpm) throws Exception {
        return new Nginx(RealBackends.program("nginx"), RealBackends.installed(STOCK_VARIABLES), fpm);
    }

    private String configuration(Site site, Endpoint php, Path variables) throws IOException {
        String user = Site.isRoot() ? "user " + Site.unprivilegedUser() + ";" : "";
        return """
                %s
                daemon off;
                worker_processes 1;
                pid %s;
                events { worker_connections 64; }
                http {
                    access_log off;
                    client_body_temp_path %3$s;
                    proxy_temp_path %3$s;
                    fastcgi_temp_path %3$s;
                    uwsgi_temp_path %3$s;
                    scgi_temp_path %3$s;
                    fastcgi_buffer_size 64k;
                    fastcgi_buffers 8 64k;
                    server {
                        listen 127.0.0.1:%4$d;
                        server_name example.org;
                        root %5$s;
                        index index.php;
                        location ~ [^/]\\.php(/|$) {
                            fastcgi_split_path_info ^(.+?\\.php)(/.*)$;
                            if (!-f $document_root$fastcgi_script_name) { return 404; }
                            include %6$s;
                            fastcgi_param PATH_INFO $fastcgi_path_info if_not_empty;
                            fastcgi_pass %7$s;
                        }
                    }
                }
                """.formatted(user, site.file("nginx.pid"), site.file("nginx.tmp"), port, site.root(), variables, php);
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** Sends the bytes of a request, one octet a character, and gives back all that comes. */
    String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    public void stop() throws Exception {
        processes.stop();
    }
}
