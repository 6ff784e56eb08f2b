package org.gateway4j.examples;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.host.vertx.GatewayHandler;
import org.gateway4j.host.vertx.GatewayRoute;
import org.gateway4j.script.ScriptMapper;

/** The code of docs/guide/hosts/vertx.md, compiled. */
final class DocumentedHostsVertx {

    private DocumentedHostsVertx() {}

    static void server() {
        Vertx vertx = Vertx.vertx();
        AsyncGateway blog = FastCgiGateway.builder(Endpoint.parse("unix:/run/php/php-fpm.sock"))
                .scripts(ScriptMapper.documentRoot(Path.of("/srv/blog")))
                .buildAsync();
        Mounts mounts = Mounts.builder().mount("/blog", blog).build();
        vertx.createHttpServer()
                .requestHandler(new GatewayHandler(vertx, mounts))
                .listen(8080);
    }

    static Router routes(Vertx vertx, Mounts mounts) {
        Router router = Router.router(vertx);
        router.route().handler(new GatewayRoute(new GatewayHandler(vertx, mounts)));
        router.route().handler(BodyHandler.create());
        return router;
    }

    static GatewayHandler executor(Vertx vertx, Mounts mounts, Executor virtualThreads) {
        return new GatewayHandler(vertx, mounts.async(virtualThreads));
    }
}
