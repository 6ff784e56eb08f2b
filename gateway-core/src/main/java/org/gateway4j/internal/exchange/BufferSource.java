package org.gateway4j.internal.exchange;

import java.nio.ByteBuffer;
import org.gateway4j.internal.wire.ExhaustedException;

/** Makes buffers of the kind that a connection reads into and writes from without a copy. */
@FunctionalInterface
public interface BufferSource {

    /**
     * Makes a buffer of that many bytes.
     *
     * @throws ExhaustedException if there is no memory for it
     */
    ByteBuffer allocate(int size) throws ExhaustedException;
}
