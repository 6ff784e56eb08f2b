package org.gateway4j.host.netty;

import java.nio.file.Path;
import java.util.List;
import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.beside.BesideNginxContract;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.script.ScriptMapper;

/** Netty's event loops in front of the same PHP-FPM as nginx. */
class NettyBesideNginxIT extends BesideNginxContract {

    @Override
    protected RunningHost start(Endpoint php, Path documentRoot) throws Exception {
        AsyncGateway gateway = FastCgiGateway.builder(php)
                .scripts(ScriptMapper.documentRoot(documentRoot))
                .buildAsync();
        return NettyHost.start(NettyServer.Kind.EPOLL, Mounts.of(gateway), List.of(gateway));
    }

    @Override
    protected String name() {
        return "Netty";
    }
}
