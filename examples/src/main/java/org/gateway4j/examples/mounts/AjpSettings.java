package org.gateway4j.examples.mounts;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.gateway4j.GatewayRequest;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;

/** The settings of an AJP mount. */
record AjpSettings(Settings settings) {

    /** Leaves it to the gateway. */
    private static final int UNSET = 0;

    private static final int USUAL_PACKET = 8192;

    /** What a builder of the gateway refuses. */
    private interface Attempt {

        void run();
    }

    /** Tells a gateway, and returns the attributes that each of its requests is to have. */
    Map<String, String> takeInto(AjpGateway.Builder gateway) throws UsageException {
        Optional<String> secret = settings.take("secret");
        if (secret.isPresent()) {
            check("secret", secret.get(), () -> gateway.secret(secret.get()));
        }
        int connections = settings.takeCount("max", UNSET);
        if (connections != UNSET) {
            gateway.pool(pool -> pool.withMaxConnections(connections));
        }
        Duration idle = settings.takeDuration("idle", Duration.ZERO);
        if (!idle.isZero()) {
            gateway.pool(pool -> pool.withIdleTimeout(idle));
        }
        int packet = settings.takeCount("packet", USUAL_PACKET);
        check("packet", Integer.toString(packet), () -> gateway.packetSize(packet));
        Duration ping = settings.takeDuration("ping", Duration.ZERO);
        if (!ping.isZero()) {
            gateway.cpingAfterIdle(ping);
        }
        gateway.cpingOnConnect(settings.takeSwitch("ping.connect", false));
        settings.take("route").ifPresent(gateway::route);
        Optional<String> stored = settings.take("stored");
        if (stored.isPresent()) {
            check(
                    "stored",
                    stored.get(),
                    () -> gateway.sendMethodsByName(stored.get().split("\\+", -1)));
        }
        gateway.sendfileRoots(SendfileSettings.take(settings));
        return takeAttributes(gateway);
    }

    private Map<String, String> takeAttributes(AjpGateway.Builder gateway) throws UsageException {
        Map<String, String> attributes = settings.takeAll("attribute.");
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            String name = attribute.getKey();
            check("attribute." + name, attribute.getValue(), () -> {
                gateway.allowedAttributes(name);
                GatewayRequest.get("/").variable(name, attribute.getValue());
            });
        }
        gateway.allowedAttributes(attributes.keySet().toArray(String[]::new));
        return attributes;
    }

    private void check(String key, String value, Attempt attempt) throws UsageException {
        try {
            attempt.run();
        } catch (IllegalArgumentException e) {
            throw settings.refuse(key, value, String.valueOf(e.getMessage()));
        }
    }
}
