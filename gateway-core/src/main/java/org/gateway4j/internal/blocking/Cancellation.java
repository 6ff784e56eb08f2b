package org.gateway4j.internal.blocking;

import org.jspecify.annotations.Nullable;

/**
 * Lets another thread end a dispatch at any stage. Before there is an exchange, the dispatching thread is interrupted, which
 * ends any of its waits. After that, the exchange is closed with its wire. The thread is never interrupted once it has left.
 */
class Cancellation {

    /** The cancellation of a dispatch that nobody can cancel. */
    static final Cancellation NEVER = new Cancellation() {
        @Override
        void enter() {}

        @Override
        void attach(BlockingExchange<?> exchange) {}

        @Override
        void detach() {}

        @Override
        void leave() {}
    };

    private boolean cancelled;

    /** Whether the cancellation has interrupted the thread, and nobody else. */
    private boolean interrupted;

    private @Nullable Thread thread;
    private @Nullable BlockingExchange<?> exchange;

    /** The calling thread begins to dispatch. If that was cancelled already, its first wait ends at once. */
    synchronized void enter() {
        thread = Thread.currentThread();
        if (cancelled) {
            interrupt(thread);
        }
    }

    /** From now on {@link #cancel} ends this exchange. If it was called before, the exchange ends at once. */
    void attach(BlockingExchange<?> begun) {
        boolean late;
        synchronized (this) {
            exchange = begun;
            late = cancelled;
        }
        if (late) {
            begun.close();
        }
    }

    /** The exchange is over without a response; another may follow. */
    synchronized void detach() {
        exchange = null;
        if (cancelled && thread != null) {
            interrupt(thread);
        }
    }

    /** The calling thread stops dispatching. An interrupt of the cancellation is cleared. */
    synchronized void leave() {
        thread = null;
        if (interrupted) {
            Thread.interrupted();
        }
    }

    private void interrupt(Thread waiting) {
        interrupted |= !waiting.isInterrupted();
        waiting.interrupt();
    }

    /** Ends the dispatch, or the response that it returned. */
    void cancel() {
        BlockingExchange<?> running;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            running = exchange;
            if (running == null && thread != null) {
                interrupt(thread);
            }
        }
        if (running != null) {
            running.close();
        }
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }
}
