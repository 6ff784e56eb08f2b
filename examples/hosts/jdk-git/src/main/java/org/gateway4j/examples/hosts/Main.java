package org.gateway4j.examples.hosts;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.gateway4j.Gateway;
import org.gateway4j.cgi.CgiGateway;
import org.gateway4j.cgi.CgiScriptMapper;
import org.gateway4j.host.Mounts;
import org.gateway4j.host.jdk.GatewayHandler;

/** Git repositories behind the server of the JDK, by git's own CGI program. */
final class Main {

    private static final String PROGRAM = "/usr/lib/git-core/git-http-backend";

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(System.getProperty("port", "8080"));
        Gateway git = CgiGateway.builder(CgiScriptMapper.executable(Path.of(System.getProperty("program", PROGRAM))))
                .environment("GIT_PROJECT_ROOT", System.getProperty("root", "/srv/git"))
                .environment("GIT_HTTP_EXPORT_ALL", "1")
                .build();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", new GatewayHandler(Mounts.of(git)));
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }
}
