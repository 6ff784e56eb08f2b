package org.gateway4j.benchmarks.responder;

import java.nio.ByteBuffer;

/** What a responder says on one connection. Allocates nothing once it has begun. */
public interface Conversation {

    /** Nothing to say yet. */
    ByteBuffer SILENCE = ByteBuffer.allocate(0);

    /**
     * Consumes input until there is something to say, or all of it.
     *
     * @return what to send before the next call, or a buffer without remaining bytes
     */
    ByteBuffer reply(ByteBuffer input);
}
