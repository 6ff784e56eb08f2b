package org.gateway4j.host.jetty;

import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.host.RealBackendsHostContract;
import org.gateway4j.contract.host.RealSetup;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.script.ScriptMapper;

/** Jetty, without a thread that waits, in front of real applications. */
class JettyRealBackendsIT extends RealBackendsHostContract {

    @Override
    protected RunningHost start(RealSetup toServe) throws Exception {
        AsyncGateway php = FastCgiGateway.builder(toServe.php())
                .scripts(ScriptMapper.documentRoot(toServe.documentRoot()))
                .buildAsync();
        AsyncGateway tomcat = AjpGateway.builder(toServe.tomcat())
                .secret(toServe.tomcatSecret())
                .buildAsync();
        Mounts mounts =
                Mounts.builder().mount("/php", php).mount("/tomcat", tomcat).build();
        return JettyHost.start(mounts);
    }
}
