package org.gateway4j.examples;

import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.host.jetty.GatewayHandler;
import org.gateway4j.script.ScriptMapper;

/** The code of docs/guide/hosts/jetty.md, compiled. */
final class DocumentedHostsJetty {

    private DocumentedHostsJetty() {}

    static void serve() throws Exception {
        Server server = new Server(8080);
        Gateway blog = FastCgiGateway.builder(Endpoint.parse("unix:/run/php/php-fpm.sock"))
                .scripts(ScriptMapper.documentRoot(Path.of("/srv/blog")))
                .build();
        Mounts mounts = Mounts.builder().mount("/blog", blog).build();
        server.setHandler(new GatewayHandler(mounts));
        server.start();
    }
}
