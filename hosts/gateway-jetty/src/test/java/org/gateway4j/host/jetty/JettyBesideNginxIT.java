package org.gateway4j.host.jetty;

import java.nio.file.Path;
import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.beside.BesideNginxContract;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.script.ScriptMapper;

/** Jetty in front of the same PHP-FPM as nginx. */
class JettyBesideNginxIT extends BesideNginxContract {

    @Override
    protected RunningHost start(Endpoint php, Path documentRoot) throws Exception {
        AsyncGateway gateway = FastCgiGateway.builder(php)
                .scripts(ScriptMapper.documentRoot(documentRoot))
                .buildAsync();
        return JettyHost.start(Mounts.of(gateway));
    }

    @Override
    protected String name() {
        return "Jetty";
    }
}
