package org.gateway4j.benchmarks.host;

import java.io.IOException;

/** A server on loopback whose processor time can be told from all other. */
public interface HttpServer extends AutoCloseable {

    /** Where it listens. */
    int port();

    /** The process, whose children belong to it. */
    ProcessHandle handle();

    @Override
    void close() throws IOException;
}
