package org.gateway4j.cgi.internal;

import java.util.concurrent.CompletableFuture;

/** A start that somebody waits for. Whoever completes or cancels it first decides what becomes of the process. */
final class PendingStart extends CompletableFuture<ScriptProcess> {

    private volatile boolean begun;

    /**
     * Begins, if it was not given up. What was given up after this may have run: the process does, once it is there, until
     * it is ended.
     *
     * @return whether to start the process
     */
    boolean begin() {
        begun = true;
        return !isDone();
    }

    boolean hasBegun() {
        return begun;
    }
}
