package org.gateway4j.internal.exchange;

/** What carries exchanges to an application, as messages call it. */
public enum Carrier {
    /** A connection to where the application listens. */
    CONNECTION("connection", "cannot connect", "its listen queue stayed full for "),
    /** A process of its own for each request. */
    PROCESS("process", "cannot start", "no process could be started for ");

    private final String noun;
    private final String failure;
    private final String refusal;

    Carrier(String noun, String failure, String refusal) {
        this.noun = noun;
        this.failure = failure;
        this.refusal = refusal;
    }

    String noun() {
        return noun;
    }

    String plural() {
        return this == PROCESS ? "processes" : noun + "s";
    }

    /** What is said of one that did not come about. */
    String failure() {
        return failure;
    }

    /** What is said before the time for which none could be had. */
    String refusal() {
        return refusal;
    }
}
