package org.gateway4j.examples.mounts;

import java.util.Map;
import org.gateway4j.Timeouts;
import org.gateway4j.examples.options.MountOptions;
import org.gateway4j.examples.options.UsageException;
import org.gateway4j.host.AccessEvent;
import org.gateway4j.scgi.ScgiGateway;

/** An application server behind SCGI, which serves its whole mount. */
final class ScgiApplication {

    /** Leaves it to the gateway. */
    private static final int UNSET = 0;

    private ScgiApplication() {}

    /** As the options say. */
    static Application of(MountOptions options, Timeouts defaults) throws UsageException {
        ScgiGateway.Builder gateway = ScgiGateway.builder(options.endpoint());
        int connections = options.settings().takeCount("max", UNSET);
        if (connections != UNSET) {
            gateway.pool(pool -> pool.withMaxConnections(connections));
        }
        Map<String, String> variables = VariableSettings.take(options.settings());
        gateway.variables(request -> variables);
        gateway.sendfileRoots(SendfileSettings.take(options.settings()));
        new BoundSettings(options.settings()).takeInto(gateway);
        gateway.listener(AccessEvent.upstreamListener());
        gateway.timeouts(options.settings().takeTimeouts(defaults));
        options.settings().refuseOthers();
        return Application.of(gateway.build());
    }
}
