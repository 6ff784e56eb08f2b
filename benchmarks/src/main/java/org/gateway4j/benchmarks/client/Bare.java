package org.gateway4j.benchmarks.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.gateway4j.Endpoint;

/** What clients without a library need: a connection, the bytes of a request, and the length of its answer. */
public final class Bare {

    private Bare() {}

    /** A connection, which blocks. */
    public static SocketChannel connect(Endpoint endpoint) throws IOException {
        return BareSocketClient.connect(endpoint);
    }

    /** The bytes of a small request. */
    public static ByteBuffer request(Workload workload) throws IOException {
        return RecordedRequest.of(workload);
    }

    /** How many bytes the answer to it has on the wire. */
    public static long answerLength(Workload workload) {
        return workload.service().fixedAnswer().length();
    }
}
