package org.gateway4j.host.servlet;

import org.gateway4j.host.Mounts;

/** A servlet in Tomcat, on the threads of the container. */
class TomcatBlockingContractTest extends TomcatHostContract {

    @Override
    Deployment deployment(Mounts mounts) {
        return Deployment.of(new GatewayServlet(mounts));
    }

    @Override
    boolean isAsync() {
        return false;
    }
}
