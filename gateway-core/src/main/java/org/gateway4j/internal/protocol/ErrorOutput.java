package org.gateway4j.internal.protocol;

import java.nio.ByteBuffer;

/** Takes what an application writes to its error output. */
@FunctionalInterface
public interface ErrorOutput {

    /** Takes all remaining bytes. */
    void accept(ByteBuffer bytes);
}
