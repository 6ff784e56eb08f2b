package org.gateway4j.host.servlet;

import org.gateway4j.host.Mounts;

/** A servlet in Jetty, asynchronously. */
class JettyAsyncContractTest extends JettyHostContract {

    @Override
    Deployment deployment(Mounts mounts) {
        return Deployment.of(new GatewayServlet(mounts));
    }

    @Override
    boolean isAsync() {
        return true;
    }
}
