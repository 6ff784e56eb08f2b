package org.gateway4j.examples.mounts;

import java.util.Map;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.PoolConfig;
import org.gateway4j.Timeouts;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.examples.options.MountOptions;
import org.gateway4j.examples.options.UsageException;
import org.gateway4j.host.AccessEvent;

/** A servlet container behind AJP. It is asked for the path as it came, the mount's own included. */
public final class AjpApplication {

    private AjpApplication() {}

    /** As the options say. */
    static Application of(MountOptions options, Timeouts defaults) throws UsageException {
        AjpGateway.Builder gateway = AjpGateway.builder(options.endpoint());
        AjpSettings settings = new AjpSettings(options.settings());
        Map<String, String> attributes = settings.takeInto(gateway);
        new BoundSettings(options.settings()).takeInto(gateway);
        gateway.listener(AccessEvent.upstreamListener());
        gateway.timeouts(options.settings().takeTimeouts(defaults));
        options.settings().refuseOthers();
        Gateway built = gateway.build();
        return Application.of(attributes.isEmpty() ? built : new AttributedGateway(built, attributes));
    }

    /** A container with a number of threads. */
    public static Gateway gateway(Endpoint endpoint, String secret, int threads, Timeouts timeouts) {
        return AjpGateway.builder(endpoint)
                .secret(secret)
                .pool(PoolConfig.of(threads))
                .timeouts(timeouts)
                .build();
    }
}
