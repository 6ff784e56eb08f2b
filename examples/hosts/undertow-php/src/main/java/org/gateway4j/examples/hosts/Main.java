package org.gateway4j.examples.hosts;

import io.undertow.Undertow;
import java.nio.file.Path;
import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.host.undertow.GatewayHandler;
import org.gateway4j.script.ScriptMapper;

/** A PHP application behind Undertow, on its I/O threads. */
final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        int port = Integer.parseInt(System.getProperty("port", "8080"));
        AsyncGateway php = FastCgiGateway.builder(
                        Endpoint.parse(System.getProperty("php", "unix:/run/php/php-fpm.sock")))
                .scripts(ScriptMapper.documentRoot(Path.of(System.getProperty("root", "/srv/www")))
                        .frontController("/index.php"))
                .buildAsync();
        Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setHandler(new GatewayHandler(Mounts.of(php)))
                .build()
                .start();
    }
}
