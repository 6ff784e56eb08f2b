package org.gateway4j.host.servlet;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something in the container has read the body of a request before the gateway could. The operator must act on that. */
final class ConsumedBodyException extends IOException {

    private static final long serialVersionUID = 1;

    private static final Logger LOG = LoggerFactory.getLogger(ConsumedBodyException.class);

    private ConsumedBodyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Tells the operator, and makes the exception.
     *
     * @param length the declared length
     * @param cause what the container says, or null
     */
    static ConsumedBodyException report(long length, @Nullable Throwable cause) {
        String message =
                "a request declares a body of " + length + " bytes, and something before the gateway has read it."
                        + " A filter or valve that asks for a parameter, a part or a reader does that;"
                        + " let it leave out the paths of the gateway, or map the gateway before it";
        LOG.error(message);
        return new ConsumedBodyException(message, cause);
    }
}
