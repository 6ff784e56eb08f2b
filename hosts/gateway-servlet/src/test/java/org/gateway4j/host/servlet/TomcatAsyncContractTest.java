package org.gateway4j.host.servlet;

import org.gateway4j.host.Mounts;

/** A servlet in Tomcat, asynchronously. */
class TomcatAsyncContractTest extends TomcatHostContract {

    @Override
    Deployment deployment(Mounts mounts) {
        return Deployment.of(new GatewayServlet(mounts));
    }

    @Override
    boolean isAsync() {
        return true;
    }
}
