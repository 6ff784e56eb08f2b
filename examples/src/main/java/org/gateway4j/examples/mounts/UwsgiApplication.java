package org.gateway4j.examples.mounts;

import java.util.Map;
import java.util.Optional;
import org.gateway4j.Timeouts;
import org.gateway4j.examples.options.MountOptions;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;
import org.gateway4j.host.AccessEvent;
import org.gateway4j.uwsgi.UwsgiGateway;

/** An application server behind the uwsgi protocol, which serves its whole mount. */
final class UwsgiApplication {

    /** Leaves it to the gateway. */
    private static final int UNSET = 0;

    private UwsgiApplication() {}

    /** As the options say. */
    static Application of(MountOptions options, Timeouts defaults) throws UsageException {
        UwsgiGateway.Builder gateway = UwsgiGateway.builder(options.endpoint());
        int connections = options.settings().takeCount("max", UNSET);
        if (connections != UNSET) {
            gateway.pool(pool -> pool.withMaxConnections(connections));
        }
        Map<String, String> variables = VariableSettings.take(options.settings());
        gateway.variables(request -> variables);
        gateway.modifier1(modifier("modifier1", options.settings()))
                .modifier2(modifier("modifier2", options.settings()));
        gateway.sendfileRoots(SendfileSettings.take(options.settings()));
        new BoundSettings(options.settings()).takeInto(gateway);
        gateway.listener(AccessEvent.upstreamListener());
        gateway.timeouts(options.settings().takeTimeouts(defaults));
        options.settings().refuseOthers();
        return Application.of(gateway.build());
    }

    private static int modifier(String name, Settings settings) throws UsageException {
        Optional<String> given = settings.take(name);
        if (given.isEmpty()) {
            return 0;
        }
        try {
            int value = Integer.parseInt(given.get());
            if (value >= 0 && value <= 255) {
                return value;
            }
        } catch (NumberFormatException e) {
            // As wrong as a number out of range.
        }
        throw settings.refuse(name, given.get(), "must be a number from 0 to 255");
    }
}
