package org.gateway4j.internal.exchange;

/** The carrier of exchanges, and its names in messages. */
public enum Medium {
    /** A connection to where the application listens. */
    CONNECTION("connection", "cannot connect", "its listen queue stayed full for ", 64 * 1024),
    /** A process of its own for each request. */
    PROCESS("process", "cannot start", "no process could be started for ", 16 * 1024);

    private final String noun;
    private final String failure;
    private final String refusal;
    private final int inputSize;

    Medium(String noun, String failure, String refusal, int inputSize) {
        this.noun = noun;
        this.failure = failure;
        this.refusal = refusal;
        this.inputSize = inputSize;
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

    /** The size of a buffer for what arrives, in bytes: large where it serves many exchanges. */
    public int inputSize() {
        return inputSize;
    }
}
