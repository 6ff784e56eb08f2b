package org.gateway4j.internal.protocol;

/** What an application sent is not a response; the driver makes a public exception of it, which knows the endpoint. */
public final class AnswerException extends Exception {

    private static final long serialVersionUID = 1;

    /** What it sent instead. */
    public enum Kind {
        /** Something that the protocol does not allow. */
        MALFORMED,
        /** That it did not execute the request because it is overloaded. */
        OVERLOADED,
        /** That it did not execute the request, for a reason that will not pass. */
        REFUSED
    }

    private final Kind kind;

    /** An answer of that kind; the message says what was read. */
    public AnswerException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** A malformed answer; the message says what was read. */
    public static AnswerException malformed(String message) {
        return new AnswerException(Kind.MALFORMED, message);
    }

    /** The kind. */
    public Kind kind() {
        return kind;
    }
}
