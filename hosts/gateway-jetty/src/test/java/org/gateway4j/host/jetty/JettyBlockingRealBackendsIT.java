package org.gateway4j.host.jetty;

import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.contract.host.RealBackendsHostContract;
import org.gateway4j.contract.host.RealSetup;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.script.ScriptMapper;

/** Jetty, with a thread for each request, in front of real applications. */
class JettyBlockingRealBackendsIT extends RealBackendsHostContract {

    @Override
    protected RunningHost start(RealSetup toServe) throws Exception {
        FastCgiGateway php = FastCgiGateway.builder(toServe.php())
                .scripts(ScriptMapper.documentRoot(toServe.documentRoot()))
                .build();
        AjpGateway tomcat = AjpGateway.builder(toServe.tomcat())
                .secret(toServe.tomcatSecret())
                .build();
        return JettyHost.start(
                Mounts.builder().mount("/php", php).mount("/tomcat", tomcat).build());
    }
}
