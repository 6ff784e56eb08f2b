package org.gateway4j.internal.protocol;

import org.jspecify.annotations.Nullable;

/** What a protocol must know of a request's body before it is sent. */
public interface BodyFacts {

    /** The length, or -1 if it is not known even now. */
    long length();

    /** The file that the application reads the body from by itself, so that none is sent; null as a rule. */
    @Nullable
    String file();
}
