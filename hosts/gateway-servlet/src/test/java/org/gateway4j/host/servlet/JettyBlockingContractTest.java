package org.gateway4j.host.servlet;

import org.gateway4j.host.Mounts;

/** A filter in Jetty, on the threads of the container. */
class JettyBlockingContractTest extends JettyHostContract {

    @Override
    Deployment deployment(Mounts mounts) {
        return Deployment.of(new GatewayFilter(mounts));
    }

    @Override
    boolean isAsync() {
        return false;
    }
}
