package org.gateway4j.host.servlet;

import org.gateway4j.contract.host.Deviations;
import org.junit.jupiter.api.Tag;

/** The contract of hosts in Jetty. */
@Tag("servlet-6.0")
abstract class JettyHostContract extends ServletHostContract {

    private static final String UTF_8 = "Jetty reads targets as UTF-8, and replaces other octets";

    @Override
    final Container start(Deployment deployment) throws Exception {
        return JettyContainer.start("", deployment);
    }

    @Override
    protected final Deviations deviations() {
        return ofEveryContainer()
                .with("passesTheTarget[/app/caf\u00e9]", UTF_8)
                .with("passesTheTarget[/app/x?caf\u00e9\u00ff]", UTF_8);
    }
}
