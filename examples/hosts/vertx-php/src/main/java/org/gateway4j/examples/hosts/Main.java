package org.gateway4j.examples.hosts;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.host.vertx.GatewayHandler;
import org.gateway4j.host.vertx.GatewayRoute;
import org.gateway4j.script.ScriptMapper;

/** A PHP application behind a route of vertx-web. */
final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        int port = Integer.parseInt(System.getProperty("port", "8080"));
        AsyncGateway php = FastCgiGateway.builder(
                        Endpoint.parse(System.getProperty("php", "unix:/run/php/php-fpm.sock")))
                .scripts(ScriptMapper.documentRoot(Path.of(System.getProperty("root", "/srv/www")))
                        .frontController("/index.php"))
                .buildAsync();
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.route().handler(new GatewayRoute(new GatewayHandler(vertx, Mounts.of(php))));
        vertx.createHttpServer()
                .requestHandler(router)
                .listen(port, "127.0.0.1")
                .onFailure(failure -> {
                    failure.printStackTrace();
                    vertx.close();
                });
    }
}
