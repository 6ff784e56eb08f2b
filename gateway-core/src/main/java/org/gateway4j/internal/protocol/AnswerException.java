package org.gateway4j.internal.protocol;

/**
 * The application sent bytes that are not a response. The driver translates it into a public exception, which names the
 * endpoint.
 */
public final class AnswerException extends Exception {

    private static final long serialVersionUID = 1;

    /** What the application sent instead of a response. */
    public enum Kind {
        /** Bytes that the protocol does not allow. */
        MALFORMED,
        /** A message that it did not execute the request because it is overloaded. */
        OVERLOADED,
        /** A message that it did not execute the request, for a lasting reason. */
        REFUSED
    }

    private final Kind kind;

    /** An exception of that kind. The message says what was read. */
    public AnswerException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** An exception for a malformed answer. The message says what was read. */
    public static AnswerException malformed(String message) {
        return new AnswerException(Kind.MALFORMED, message);
    }

    /** The kind. */
    public Kind kind() {
        return kind;
    }
}
