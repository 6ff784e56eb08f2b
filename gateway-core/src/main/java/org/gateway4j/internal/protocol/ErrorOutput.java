package org.gateway4j.internal.protocol;

import java.nio.ByteBuffer;

/** Takes the error output of an application. */
@FunctionalInterface
public interface ErrorOutput {

    /** Takes all remaining bytes. */
    void accept(ByteBuffer bytes);
}
