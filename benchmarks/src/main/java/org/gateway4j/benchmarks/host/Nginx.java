package org.gateway4j.benchmarks.host;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.gateway4j.Endpoint;
import org.gateway4j.benchmarks.client.BrowserRequest;

/** nginx with one worker before a FastCGI application, connections kept. */
public final class Nginx implements HttpServer {

    /** A path that it answers itself. */
    public static final String STATIC = "/static";

    private final Process process;
    private final Path directory;
    private final int port;

    private Nginx(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** Whether there is one on the path of programs, or where Debian puts it. */
    public static boolean isInstalled() {
        return program() != null;
    }

    private static String program() {
        String paths = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Arrays.stream(paths.split(File.pathSeparator))
                .map(directory -> Path.of(directory, "nginx"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }

    /** Starts it and waits until it accepts. */
    public static Nginx start(Endpoint application) throws IOException {
        Path directory = Files.createTempDirectory("gateway4j-nginx-");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path configuration =
                Files.writeString(directory.resolve("nginx.conf"), configuration(directory, port, application));
        Process process = new ProcessBuilder(List.of(
                        program(), "-p", directory.toString(), "-c", configuration.toString(), "-e", "error.log"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        Nginx nginx = new Nginx(process, directory, port);
        nginx.awaitAccepting();
        return nginx;
    }

    private static String configuration(Path directory, int port, Endpoint application) {
        String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
        return """
                %s
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    default_type text/html;
                    client_body_temp_path %s/body;
                    fastcgi_temp_path %s/fastcgi;
                    proxy_temp_path %s/proxy;
                    uwsgi_temp_path %s/uwsgi;
                    scgi_temp_path %s/scgi;
                    keepalive_requests 100000000;
                    upstream application { server %s; keepalive 64; }
                    server {
                        listen 127.0.0.1:%d;
                        location = %s { return 200 "%s"; }
                        location / {
                            fastcgi_pass application;
                            fastcgi_keep_conn on;
                            fastcgi_param SCRIPT_FILENAME %s;
                            fastcgi_param QUERY_STRING $query_string;
                            fastcgi_param REQUEST_METHOD $request_method;
                            fastcgi_param CONTENT_TYPE $content_type;
                            fastcgi_param CONTENT_LENGTH $content_length;
                            fastcgi_param SCRIPT_NAME $fastcgi_script_name;
                            fastcgi_param REQUEST_URI $request_uri;
                            fastcgi_param DOCUMENT_URI $document_uri;
                            fastcgi_param DOCUMENT_ROOT $document_root;
                            fastcgi_param SERVER_PROTOCOL $server_protocol;
                            fastcgi_param REQUEST_SCHEME $scheme;
                            fastcgi_param GATEWAY_INTERFACE CGI/1.1;
                            fastcgi_param SERVER_SOFTWARE nginx;
                            fastcgi_param REMOTE_ADDR $remote_addr;
                            fastcgi_param REMOTE_PORT $remote_port;
                            fastcgi_param SERVER_ADDR $server_addr;
                            fastcgi_param SERVER_PORT $server_port;
                            fastcgi_param SERVER_NAME $server_name;
                            fastcgi_param REDIRECT_STATUS 200;
                        }
                    }
                }
                """.formatted(
                        user,
                        directory,
                        directory,
                        directory,
                        directory,
                        directory,
                        application,
                        port,
                        STATIC,
                        "x".repeat(200),
                        BrowserRequest.SCRIPT);
    }

    private void awaitAccepting() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        long end = System.nanoTime() + 10_000_000_000L;
        while (true) {
            try {
                SocketChannel.open(address).close();
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException("nginx does not accept: " + Files.readString(directory.resolve("output")), e);
                }
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
