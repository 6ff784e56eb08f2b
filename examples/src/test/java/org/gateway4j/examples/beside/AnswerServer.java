package org.gateway4j.examples.beside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gateway4j.Endpoint;
import org.gateway4j.examples.RawClient;
import org.gateway4j.testkit.backends.Daemon;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;

/** A server of a test's own that hands every request to one application. */
final class AnswerServer {

    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

    private static final Pattern NGINX = Pattern.compile("nginx/1\\.([0-9]+)");

    private final int port;
    private final Daemon daemon;

    private AnswerServer(int port, Daemon daemon) {
        this.port = port;
        this.daemon = daemon;
    }

    /** nginx with its own defaults before a FastCGI application. */
    static AnswerServer nginx(Site site, Endpoint application) throws IOException {
        Path program = RealBackends.program("nginx");
        Path variables = RealBackends.installed(Path.of("/etc/nginx/fastcgi.conf"));
        String user = Site.isRoot() ? "user " + Site.unprivilegedUser() + ";" : "";
        int port = Daemon.freePort();
        Path config = Files.writeString(site.file("nginx.conf"), """
                %1$s
                daemon off;
                worker_processes 1;
                pid %2$s/nginx.pid;
                events { worker_connections 64; }
                http {
                    access_log off;
                    client_body_temp_path %2$s;
                    proxy_temp_path %2$s;
                    fastcgi_temp_path %2$s;
                    uwsgi_temp_path %2$s;
                    scgi_temp_path %2$s;
                    server {
                        listen 127.0.0.1:%3$d;
                        root %4$s;
                        location / {
                            include %5$s;
                            fastcgi_pass %6$s;
                        }
                    }
                }
                """.formatted(
                        user, site.writable(), port, site.root(), variables, application));
        Path output = site.file("nginx.output");
        List<String> command = List.of(program.toString(), "-c", config.toString(), "-e", output.toString());
        return new AnswerServer(port, Daemon.start(output, List.of(port), command));
    }

    /** Apache httpd with mod_jk before an AJP application. */
    static AnswerServer modJk(Site site, Endpoint.Tcp application) throws IOException {
        Path program = RealBackends.program("apache2");
        String user = Site.isRoot() ? "User %1$s\nGroup %1$s\n".formatted(Site.unprivilegedUser()) : "";
        String modules = Stream.of("mpm_event", "authz_core", "jk")
                .map(name -> "LoadModule " + name + "_module "
                        + RealBackends.installed(MODULES.resolve("mod_" + name + ".so")) + "\n")
                .collect(Collectors.joining());
        int port = Daemon.freePort();
        Path config = Files.writeString(
                site.file("httpd.conf"),
                user
                        + modules
                        + """
                ServerName example.org
                Listen 127.0.0.1:%1$d
                DocumentRoot %2$s
                DefaultRuntimeDir %3$s
                PidFile %3$s/httpd.pid
                ErrorLog %3$s/error.log
                StartServers 1
                ThreadsPerChild 16
                MaxRequestWorkers 16
                JkWorkerProperty worker.list=application
                JkWorkerProperty worker.application.type=ajp13
                JkWorkerProperty worker.application.host=%4$s
                JkWorkerProperty worker.application.port=%5$d
                JkWorkerProperty worker.application.retries=1
                JkShmFile %3$s/jk.shm
                JkLogFile %3$s/jk.log
                JkMount /* application
                """.formatted(port, site.root(), site.writable(), application.host(), application.port()));
        Path output = site.file("httpd.output");
        List<String> command =
                List.of(program.toString(), "-f", config.toString(), "-DFOREGROUND", "-E", output.toString());
        return new AnswerServer(port, Daemon.start(output, List.of(port), command));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The minor one of an nginx. */
    int version() {
        try (RawClient client = new RawClient(address())) {
            client.sendHead("GET / HTTP/1.1", "Host: example.org", "Connection: close");
            Matcher version = NGINX.matcher(String.join("\n", client.readHead()));
            if (!version.find()) {
                throw new IllegalStateException("no version of nginx");
            }
            return Integer.parseInt(version.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() throws Exception {
        daemon.stop();
    }
}
