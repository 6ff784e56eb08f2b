package org.gateway4j.host.internal;

/** The host itself refuses a request. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    RefusedException(Failure failure, String message) {
        super(message);
        this.failure = failure;
    }

    RefusedException(Failure failure, Exception cause) {
        super(cause.getMessage(), cause);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
