package org.gateway4j.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A future whose asynchronous actions run on a loop, as do those of the futures that derive from it. */
class LoopFuture<T> extends CompletableFuture<T> {

    private final EventLoop loop;

    LoopFuture(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public Executor defaultExecutor() {
        return loop::execute;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new LoopFuture<>(loop);
    }
}
