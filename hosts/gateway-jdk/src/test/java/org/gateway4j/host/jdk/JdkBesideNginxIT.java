package org.gateway4j.host.jdk;

import java.nio.file.Path;
import java.util.List;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.contract.beside.BesideNginxContract;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.script.ScriptMapper;

/** The JDK's server in front of the same PHP-FPM as nginx. */
class JdkBesideNginxIT extends BesideNginxContract {

    @Override
    protected RunningHost start(Endpoint php, Path documentRoot) throws Exception {
        Gateway gateway = FastCgiGateway.builder(php)
                .scripts(ScriptMapper.documentRoot(documentRoot))
                .build();
        return RunningServer.start(Mounts.of(gateway), List.of(gateway));
    }

    @Override
    protected String name() {
        return "JDK";
    }
}
