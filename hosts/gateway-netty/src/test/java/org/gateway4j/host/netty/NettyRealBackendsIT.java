package org.gateway4j.host.netty;

import java.util.List;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.host.RealBackendsHostContract;
import org.gateway4j.contract.host.RealSetup;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.script.ScriptMapper;

/** Netty's event loops in front of real applications. */
class NettyRealBackendsIT extends RealBackendsHostContract {

    @Override
    protected RunningHost start(RealSetup toServe) {
        AsyncGateway php = FastCgiGateway.builder(toServe.php())
                .scripts(ScriptMapper.documentRoot(toServe.documentRoot()))
                .buildAsync();
        AsyncGateway tomcat = AjpGateway.builder(toServe.tomcat())
                .secret(toServe.tomcatSecret())
                .buildAsync();
        Mounts mounts =
                Mounts.builder().mount("/php", php).mount("/tomcat", tomcat).build();
        return NettyHost.start(NettyServer.Kind.EPOLL, mounts, List.of(php, tomcat));
    }
}
