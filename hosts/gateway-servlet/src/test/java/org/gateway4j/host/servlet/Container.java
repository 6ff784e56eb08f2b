package org.gateway4j.host.servlet;

import java.net.InetSocketAddress;

/** A servlet container with one web application, listening on loopback. */
interface Container extends AutoCloseable {

    InetSocketAddress address();

    @Override
    void close();

    /** Starts one. */
    interface Kind {

        /** Starts a container whose application has a context path, empty for the root. */
        Container start(String contextPath, Deployment deployment) throws Exception;
    }
}
