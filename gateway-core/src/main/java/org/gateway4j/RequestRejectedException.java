package org.gateway4j;

/**
 * The request cannot be sent to this application. It is refused before a byte is sent. The message names the field, its
 * size and the limit.
 */
public final class RequestRejectedException extends GatewayException {

    private static final long serialVersionUID = 1;

    /** Why a request was refused. */
    public enum Reason {
        /** It is not well-formed. */
        BAD_REQUEST(400),
        /** It names a resource that must not be reached, such as a path outside the root. */
        FORBIDDEN(403),
        /** It names a script that does not exist. The host may answer with something else, such as a static file. */
        NOT_FOUND(404),
        /** Its body is of unknown length, and {@link Spooling} is configured to refuse such bodies. */
        LENGTH_REQUIRED(411),
        /** Its body is larger than {@link Spooling#maxBytes}. */
        CONTENT_TOO_LARGE(413),
        /** Its target is too long for the protocol. */
        URI_TOO_LONG(414),
        /** Its head is larger than {@link Limits} or the protocol allow. */
        HEADERS_TOO_LARGE(431),
        /** It asks for something that the protocol does not support. */
        NOT_IMPLEMENTED(501);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /**
         * The status to answer the client with.
         *
         * @return a 4xx status or 501
         */
        public int status() {
            return status;
        }
    }

    private final Reason reason;

    /**
     * A refusal without a gateway, for script mappers. The gateway that dispatches the request adds its name.
     *
     * @param reason why
     * @param message the field, its value or size, and the limit
     */
    public RequestRejectedException(Reason reason, String message) {
        this("", reason, message);
    }

    private RequestRejectedException(String backend, Reason reason, String message) {
        super(backend, reason == Reason.CONTENT_TOO_LARGE ? Phase.SPOOL : Phase.CHECK, false, message, null);
        this.reason = reason;
    }

    /**
     * The same refusal with the name of an application.
     *
     * @param backend the application, as in {@link #backend}
     * @return a refusal with the same reason and stack trace; this object if it names an application already
     */
    public RequestRejectedException by(String backend) {
        if (!backend().isEmpty()) {
            return this;
        }
        RequestRejectedException named = new RequestRejectedException(backend, reason, String.valueOf(getMessage()));
        named.setStackTrace(getStackTrace());
        return named;
    }

    /**
     * Why the request was refused.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    @Override
    public int suggestedStatus() {
        return reason.status();
    }

    @Override
    public boolean blamesBackend() {
        return false;
    }
}
