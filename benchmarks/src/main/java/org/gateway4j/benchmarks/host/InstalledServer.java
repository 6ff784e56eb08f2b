package org.gateway4j.benchmarks.host;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.gateway4j.testkit.backends.Daemon;
import org.gateway4j.testkit.backends.Httpd;
import org.gateway4j.testkit.backends.Installed;
import org.gateway4j.testkit.backends.Nginx;
import org.gateway4j.testkit.backends.ProcessTree;
import org.gateway4j.testkit.backends.Site;

/**
 * The servers beside the Java ones, where they are installed: each with one process that serves, connections to the
 * application kept, and an answer of its own at {@code /static}.
 */
public enum InstalledServer {

    /** nginx before a FastCGI application. */
    NGINX_FASTCGI("nginx") {
        @Override
        HttpServer start(Site site, String application) throws IOException {
            Nginx nginx = Nginx.start(
                    site, "upstream application { server %s; keepalive 64; }".formatted(application), """
                    default_type text/html;
                    keepalive_requests 100000000;
                    location = /static { return 200 "%s"; }
                    location / {
                        fastcgi_pass application;
                        fastcgi_keep_conn on;
                        include %s;
                    }
                    """.formatted(
                                    STATIC, Nginx.stockVariables()));
            return new Running(site, nginx.port(), nginx.processes());
        }
    },

    /** httpd with its event MPM before a FastCGI application on a Unix domain socket. */
    HTTPD_FASTCGI("apache2") {
        @Override
        HttpServer start(Site site, String application) throws IOException {
            String target = application + "|fcgi://localhost" + BrowserRequest.SCRIPT;
            return httpd(site, "ProxyPass / \"" + target + "\" enablereuse=on max=64\n");
        }
    },

    /** The same before an AJP13 application. */
    HTTPD_AJP("apache2") {
        @Override
        HttpServer start(Site site, String application) throws IOException {
            return httpd(site, "ProxyPass / \"ajp://" + application + "/\"\n");
        }
    };

    private static final String STATIC = "x".repeat(StaticContent.BODY.length);

    private final String program;

    InstalledServer(String program) {
        this.program = program;
    }

    /** Starts one before the application at an address, if it is installed. */
    public Optional<HttpServer> start(String application) throws IOException {
        return Installed.program(program).isPresent() ? Optional.of(start(new Site(), application)) : Optional.empty();
    }

    abstract HttpServer start(Site site, String application) throws IOException;

    private static HttpServer httpd(Site site, String proxy) throws IOException {
        site.write("/static", STATIC);
        int port = Daemon.freePort();
        List<String> modules = List.of("mpm_event", "authz_core", "proxy", "proxy_fcgi", "proxy_ajp");
        Httpd httpd = Httpd.start(site, modules, List.of(port), """
                Listen 127.0.0.1:%d
                LogLevel crit
                MaxKeepAliveRequests 0
                ServerLimit 1
                ThreadsPerChild 64
                MaxRequestWorkers 64
                ProxyPass /static !
                %s
                """.formatted(port, proxy));
        return new Running(site, port, httpd.processes());
    }

    private record Running(Site site, int port, ProcessTree processes) implements HttpServer {

        @Override
        public ProcessHandle handle() {
            return processes.master();
        }

        @Override
        public void close() throws IOException {
            try {
                processes.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            } finally {
                site.close();
            }
        }
    }
}
