package org.gateway4j.examples;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.nio.file.Path;
import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.host.undertow.GatewayHandler;
import org.gateway4j.script.ScriptMapper;

/** The code of docs/guide/hosts/undertow.md, compiled. {@link DocumentedCodeTest} holds the page to it. */
final class DocumentedHostsUndertow {

    private DocumentedHostsUndertow() {}

    static void usage() {
        AsyncGateway blog = FastCgiGateway.builder(Endpoint.parse("unix:/run/php/php-fpm.sock"))
                .scripts(ScriptMapper.documentRoot(Path.of("/srv/blog")))
                .buildAsync();
        GatewayHandler handler =
                new GatewayHandler(Mounts.builder().mount("/blog", blog).build());
        Undertow server = Undertow.builder()
                .addHttpListener(8080, "localhost")
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 64L << 20)
                .setHandler(handler)
                .build();
        server.start();
    }

    static void shutDown(Undertow server, AsyncGateway blog, GatewayHandler handler) {
        blog.close();
        server.stop();
        handler.close();
    }
}
