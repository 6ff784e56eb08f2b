package org.gateway4j.host.undertow;

import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.contract.host.RealBackendsHostContract;
import org.gateway4j.contract.host.RealSetup;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.script.ScriptMapper;

/** Undertow's I/O threads in front of real applications. */
class UndertowRealBackendsIT extends RealBackendsHostContract {

    @Override
    protected RunningHost start(RealSetup toServe) {
        Mounts mounts = Mounts.builder()
                .mount(
                        "/php",
                        FastCgiGateway.builder(toServe.php())
                                .scripts(ScriptMapper.documentRoot(toServe.documentRoot()))
                                .buildAsync())
                .mount(
                        "/tomcat",
                        AjpGateway.builder(toServe.tomcat())
                                .secret(toServe.tomcatSecret())
                                .buildAsync())
                .build();
        return UndertowHost.start(mounts);
    }
}
