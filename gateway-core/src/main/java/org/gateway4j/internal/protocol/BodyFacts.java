package org.gateway4j.internal.protocol;

import org.jspecify.annotations.Nullable;

/** The facts that a protocol must know about a request's body before the body is sent. */
public interface BodyFacts {

    /** The length, or -1 if it is not known. */
    long length();

    /** The file from which the application itself reads the body, so that no body is sent; null as a rule. */
    @Nullable
    String file();
}
