package org.gateway4j.examples.mounts;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolStats;
import org.gateway4j.Timeouts;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.examples.http.Mount;
import org.gateway4j.examples.http.Reply;
import org.gateway4j.examples.options.MountOptions;
import org.gateway4j.examples.options.UsageException;

/** A servlet container behind AJP. It is asked for the path as it came, the mount's own included. */
public final class AjpMount implements Mount {

    private final Gateway gateway;
    private final Map<String, String> attributes;

    private AjpMount(Gateway gateway, Map<String, String> attributes) {
        this.gateway = gateway;
        this.attributes = attributes;
    }

    /** As the command line says. */
    static AjpMount of(MountOptions options, Timeouts defaults) throws UsageException {
        AjpGateway.Builder gateway = AjpGateway.builder(options.endpoint());
        AjpSettings settings = new AjpSettings(options.settings());
        Map<String, String> attributes = settings.takeInto(gateway);
        new BoundSettings(options.settings()).takeInto(gateway);
        gateway.timeouts(options.settings().takeTimeouts(defaults));
        options.settings().refuseOthers();
        return new AjpMount(gateway.build(), attributes);
    }

    /** A container with a number of threads. */
    public static AjpMount of(Endpoint endpoint, String secret, int threads, Timeouts timeouts) {
        AjpGateway.Builder gateway = AjpGateway.builder(endpoint)
                .secret(secret)
                .pool(PoolConfig.of(threads))
                .timeouts(timeouts);
        return new AjpMount(gateway.build(), Map.of());
    }

    @Override
    public void answer(GatewayRequest request, Reply reply) throws IOException {
        Handoffs.answer(gateway, withAttributes(request), reply);
    }

    private GatewayRequest withAttributes(GatewayRequest request) {
        if (attributes.isEmpty()) {
            return request;
        }
        GatewayRequest.Builder changed = request.toBuilder();
        attributes.forEach(changed::variable);
        return changed.build();
    }

    @Override
    public Optional<PoolStats> pool() {
        return Optional.of(gateway.stats());
    }

    @Override
    public void close() {
        gateway.close();
    }
}
