package org.gateway4j.benchmarks.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gateway4j.Endpoint;
import org.gateway4j.benchmarks.client.BrowserRequest;

/** Apache httpd with its event MPM before an application, connections kept. */
public final class Httpd {

    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

    private static final String CONFIGURATION = """
            ServerName localhost
            Listen 127.0.0.1:@PORT@
            PidFile @DIRECTORY@/pid
            ErrorLog @DIRECTORY@/error.log
            LogLevel crit
            DefaultRuntimeDir @DIRECTORY@
            LoadModule mpm_event_module @MODULES@/mod_mpm_event.so
            LoadModule authz_core_module @MODULES@/mod_authz_core.so
            LoadModule proxy_module @MODULES@/mod_proxy.so
            LoadModule proxy_fcgi_module @MODULES@/mod_proxy_fcgi.so
            LoadModule proxy_ajp_module @MODULES@/mod_proxy_ajp.so
            MaxKeepAliveRequests 0
            StartServers 1
            ServerLimit 1
            ThreadsPerChild 64
            MaxRequestWorkers 64
            DocumentRoot @DIRECTORY@
            <Directory @DIRECTORY@>
                Require all granted
            </Directory>
            ProxyPass /static !
            @PROXY@
            """;

    private Httpd() {}

    /** Starts one before a FastCGI application, if it is installed as Debian installs it. */
    public static Optional<HttpServer> fastCgi(Endpoint application) throws IOException {
        String target = "unix:" + ((Endpoint.Unix) application).path() + "|fcgi://localhost" + BrowserRequest.SCRIPT;
        return start("ProxyPass / \"" + target + "\" enablereuse=on max=64");
    }

    /** Starts one before an AJP13 application. */
    public static Optional<HttpServer> ajp(Endpoint application) throws IOException {
        return start("ProxyPass / \"ajp://" + application + "/\"");
    }

    private static Optional<HttpServer> start(String proxy) throws IOException {
        Optional<String> program = NativeServer.find("apache2");
        if (program.isEmpty() || !Files.isDirectory(MODULES)) {
            return Optional.empty();
        }
        String configuration =
                CONFIGURATION.replace("@MODULES@", MODULES.toString()).replace("@PROXY@", proxy);
        List<String> command = List.of(program.get(), "-X", "-f", "@CONFIGURATION@");
        NativeServer server = NativeServer.start(command, configuration);
        Files.writeString(server.directory().resolve("static"), "x".repeat(200));
        return Optional.of(server);
    }
}
