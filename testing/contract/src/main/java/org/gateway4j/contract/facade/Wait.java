package org.gateway4j.contract.facade;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.Phase;
import org.jspecify.annotations.Nullable;

/** A thread's wait for what comes of something on a loop. */
final class Wait<T> {

    private final CompletableFuture<T> outcome;
    private final Runnable abort;

    private Wait(CompletableFuture<T> outcome, Runnable abort) {
        this.outcome = outcome;
        this.abort = abort;
    }

    /** A wait that an interrupt ends by aborting what is waited for. */
    static <T> Wait<T> of(CompletableFuture<T> outcome, Runnable abort) {
        return new Wait<>(outcome, abort);
    }

    /** Waits for the outcome, of an exchange with that application that has come so far. */
    T on(String backend, Phase phase) throws GatewayException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw typed(e.getCause());
        } catch (InterruptedException e) {
            abort.run();
            GatewayException failure = interrupted(backend, phase);
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    /** The loop may still be at work for this thread, so its end is waited for. */
    private GatewayException interrupted(String backend, Phase phase) {
        try {
            outcome.join();
            return new ExchangeAbortedException(backend, phase, true, "thread was interrupted", null);
        } catch (CompletionException e) {
            GatewayException failure = typed(e.getCause());
            return failure instanceof ExchangeAbortedException
                    ? new ExchangeAbortedException(
                            failure.backend(), failure.phase(), failure.mayHaveRun(), "thread was interrupted", failure)
                    : failure;
        }
    }

    private static GatewayException typed(@Nullable Throwable failure) {
        if (failure instanceof GatewayException typed) {
            return typed;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) Objects.requireNonNull(failure);
    }
}
