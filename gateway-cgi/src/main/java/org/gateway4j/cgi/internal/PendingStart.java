package org.gateway4j.cgi.internal;

import java.util.concurrent.CompletableFuture;

/** A start that a caller waits for. The first completion or cancellation decides what happens to the process. */
final class PendingStart extends CompletableFuture<ScriptProcess> {

    private volatile boolean begun;

    /**
     * Begins the start, if it was not given up. If it is given up after this, the process may have run: it runs from
     * its start until it is ended.
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
