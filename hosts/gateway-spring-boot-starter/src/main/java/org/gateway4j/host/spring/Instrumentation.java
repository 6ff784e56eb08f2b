package org.gateway4j.host.spring;

import org.gateway4j.Gateway;
import org.gateway4j.GatewayListener;
import org.gateway4j.async.AsyncGateway;

/** Watches the gateways of routes. */
interface Instrumentation {

    /** A watch over one gateway, before it is built. */
    Watch watch(String route);

    /** Watches one gateway. */
    interface Watch extends AutoCloseable {

        /** What its builder gets. */
        GatewayListener listener();

        /** The gateway, watched. */
        Gateway watched(Gateway gateway);

        /** The gateway, watched. */
        AsyncGateway watched(AsyncGateway gateway);

        /** Ends the watch, when the gateway is closed. */
        @Override
        void close();
    }
}
