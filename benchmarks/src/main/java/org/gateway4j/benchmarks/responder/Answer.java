package org.gateway4j.benchmarks.responder;

import java.nio.ByteBuffer;

/** The bytes of an answer that is always the same. */
public interface Answer {

    /** How many bytes it has on the wire. */
    int length();

    /** The answer to a request with that id, where the protocol has ids. */
    ByteBuffer to(int requestId);
}
