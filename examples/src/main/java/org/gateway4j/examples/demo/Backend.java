package org.gateway4j.examples.demo;

import org.gateway4j.Endpoint;

/** An application server that the demo has started for itself. */
interface Backend extends AutoCloseable {

    /** What it is, in a few words. */
    String description();

    Endpoint endpoint();

    /** How many requests it serves at once. */
    int workers();

    @Override
    void close();
}
