package org.gateway4j.examples.mounts;

import java.nio.file.Path;
import java.util.Map;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.PoolConfig;
import org.gateway4j.Timeouts;
import org.gateway4j.examples.options.MountOptions;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.AccessEvent;

/** An application behind FastCGI, and the static files that lie beside its scripts. */
public final class FastCgiApplication {

    /** Leaves it to the gateway. */
    private static final int UNSET = 0;

    private FastCgiApplication() {}

    /** As the options say. */
    static Application of(MountOptions options, Timeouts defaults) throws UsageException {
        Settings settings = options.settings();
        Site site = Site.of(settings);
        Map<String, String> variables = VariableSettings.take(settings);
        FastCgiGateway.Builder gateway = FastCgiGateway.builder(options.endpoint())
                .scripts(site)
                .pool(pool(settings))
                .variables(request -> variables)
                .sendfileRoots(SendfileSettings.take(settings));
        new BoundSettings(settings).takeInto(gateway);
        gateway.listener(AccessEvent.upstreamListener());
        gateway.timeouts(settings.takeTimeouts(defaults));
        settings.refuseOthers();
        return new Application(site.withFiles(gateway.build()), site.indexes());
    }

    /** The PHP scripts and files of a directory. */
    public static Gateway gateway(Endpoint endpoint, Path root, int workers, Timeouts timeouts) {
        Site site = Site.ofScripts(root);
        return site.withFiles(FastCgiGateway.builder(endpoint)
                .scripts(site)
                .pool(PoolConfig.of(workers))
                .timeouts(timeouts)
                .build());
    }

    private static PoolConfig pool(Settings settings) throws UsageException {
        int connections = settings.takeCount("max", UNSET);
        return connections == UNSET ? PoolConfig.defaults() : PoolConfig.of(connections);
    }
}
