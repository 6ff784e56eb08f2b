package org.gateway4j.examples.hosts;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.host.jetty.GatewayHandler;
import org.gateway4j.script.ScriptMapper;

/** A PHP application behind Jetty core. */
final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(System.getProperty("port", "8080"));
        Gateway php = FastCgiGateway.builder(Endpoint.parse(System.getProperty("php", "unix:/run/php/php-fpm.sock")))
                .scripts(ScriptMapper.documentRoot(Path.of(System.getProperty("root", "/srv/www")))
                        .frontController("/index.php"))
                .build();
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.setHandler(new GatewayHandler(Mounts.of(php)));
        server.start();
    }
}
