package org.gateway4j.host.jdk;

import java.io.IOException;
import java.util.List;
import org.gateway4j.Gateway;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.contract.host.RealBackendsHostContract;
import org.gateway4j.contract.host.RealSetup;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.script.ScriptMapper;

/** The JDK's server in front of real applications. */
class JdkRealBackendsIT extends RealBackendsHostContract {

    @Override
    protected RunningHost start(RealSetup toServe) throws IOException {
        Gateway php = FastCgiGateway.builder(toServe.php())
                .scripts(ScriptMapper.documentRoot(toServe.documentRoot()))
                .build();
        Gateway tomcat = AjpGateway.builder(toServe.tomcat())
                .secret(toServe.tomcatSecret())
                .build();
        Mounts mounts =
                Mounts.builder().mount("/php", php).mount("/tomcat", tomcat).build();
        return RunningServer.start(mounts, List.of(php, tomcat));
    }
}
