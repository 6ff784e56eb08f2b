package org.gateway4j.host.servlet;

import java.util.List;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.contract.host.RealBackendsHostContract;
import org.gateway4j.contract.host.RealSetup;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.script.ScriptMapper;

/** A servlet in Tomcat in front of real applications. */
class TomcatRealBackendsIT extends RealBackendsHostContract {

    @Override
    protected RunningHost start(RealSetup toServe) throws Exception {
        FastCgiGateway php = FastCgiGateway.builder(toServe.php())
                .scripts(ScriptMapper.documentRoot(toServe.documentRoot()))
                .build();
        AjpGateway tomcat = AjpGateway.builder(toServe.tomcat())
                .secret(toServe.tomcatSecret())
                .build();
        Mounts mounts =
                Mounts.builder().mount("/php", php).mount("/tomcat", tomcat).build();
        return new ServedContainer(
                TomcatContainer.start("", Deployment.of(new GatewayServlet(mounts))),
                List.of(php::stats, tomcat::stats),
                List.of(php::close, tomcat::close));
    }
}
