package org.gateway4j.internal.body;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The request's body, not the connection, failed. */
public final class BodyFailure extends IOException {

    private static final long serialVersionUID = 1;

    public BodyFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
