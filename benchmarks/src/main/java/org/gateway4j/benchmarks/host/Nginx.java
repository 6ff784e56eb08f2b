package org.gateway4j.benchmarks.host;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gateway4j.Endpoint;
import org.gateway4j.benchmarks.client.BrowserRequest;

/** nginx with one worker before a FastCGI application, connections kept. */
public final class Nginx {

    private static final String CONFIGURATION = """
            @USER@
            daemon off;
            worker_processes 1;
            pid nginx.pid;
            events { worker_connections 1024; }
            http {
                access_log off;
                default_type text/html;
                client_body_temp_path @DIRECTORY@/body;
                fastcgi_temp_path @DIRECTORY@/fastcgi;
                proxy_temp_path @DIRECTORY@/proxy;
                uwsgi_temp_path @DIRECTORY@/uwsgi;
                scgi_temp_path @DIRECTORY@/scgi;
                keepalive_requests 100000000;
                upstream application { server @APPLICATION@; keepalive 64; }
                server {
                    listen 127.0.0.1:@PORT@;
                    location = /static { return 200 "@BODY@"; }
                    location / {
                        fastcgi_pass application;
                        fastcgi_keep_conn on;
                        fastcgi_param SCRIPT_FILENAME @SCRIPT@;
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
            """;

    private Nginx() {}

    /** Starts one, if it is installed. */
    public static Optional<HttpServer> start(Endpoint application) throws IOException {
        Optional<String> program = NativeServer.find("nginx");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        String configuration = CONFIGURATION
                .replace("@USER@", "root".equals(System.getProperty("user.name")) ? "user root;" : "")
                .replace("@APPLICATION@", application.toString())
                .replace("@BODY@", "x".repeat(200))
                .replace("@SCRIPT@", BrowserRequest.SCRIPT.toString());
        List<String> command = List.of(program.get(), "-p", "@DIRECTORY@", "-c", "@CONFIGURATION@", "-e", "error.log");
        return Optional.of(NativeServer.start(command, configuration));
    }
}
