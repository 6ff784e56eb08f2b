package org.gateway4j.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.PoolStats;
import org.gateway4j.balancer.Balancer;
import org.gateway4j.balancer.BalancerStats;
import org.gateway4j.supervisor.internal.SupervisedCall;
import org.gateway4j.supervisor.internal.Supervision;
import org.gateway4j.supervisor.internal.Supervision.View;
import org.jspecify.annotations.Nullable;

/**
 * The gateway to a FastCGI application that it starts, restarts, reloads and ends itself: a {@link PhpFpm}, a {@link PhpCgi} or
 * any {@link FastCgiProgram}.
 *
 * <p>{@link #start} starts it; nothing runs before. A process that ends is replaced ({@link Restarts}). Requests wait in a queue
 * while no process is ready, and fail at once if processes fail again and again. {@link #reload} replaces processes by new ones
 * without a failed request. {@link #close} ends all processes and their children.
 *
 * <p>Processes do not outlive this JVM, even if it is killed: a small shell beside each process notices that, and kills the
 * process with its children. A process that leaves its process group, as a daemon does, escapes. No shutdown hook is needed, and
 * none is installed.
 *
 * <p>The contract of {@link Gateway} holds, with the differences of {@link Balancer}. Safe for use by any number of threads.
 */
public final class SupervisedGateway implements Gateway {

    /** How a gateway is with respect to its processes. */
    public enum State {
        /** It was not started. */
        NEW,
        /** No process is ready, but one soon may be. Requests wait. */
        STARTING,
        /** A process is ready. */
        READY,
        /** Processes fail again and again, and none is ready ({@link Restarts#most}). Requests fail at once. */
        FAILED,
        /** It was closed. */
        CLOSED
    }

    /** Makes the supervision of a gateway that is started. */
    interface Starter {

        /** A supervision that has started nothing. */
        Supervision supervise(Balancer balancer) throws IOException;
    }

    private final String name;
    private final Balancer balancer;
    private final Starter starter;
    private volatile @Nullable Supervision supervision;
    private volatile boolean closed;

    SupervisedGateway(String name, Balancer balancer, Starter starter) {
        this.name = name;
        this.balancer = balancer;
        this.starter = starter;
    }

    /**
     * A builder of a gateway to a PHP-FPM.
     *
     * @param program what to start
     * @return a new builder
     */
    public static SupervisedGatewayBuilder builder(PhpFpm program) {
        return new SupervisedGatewayBuilder(program.recipe());
    }

    /**
     * A builder of a gateway to a php-cgi.
     *
     * @param program what to start
     * @return a new builder
     */
    public static SupervisedGatewayBuilder builder(PhpCgi program) {
        return new SupervisedGatewayBuilder(program.recipe());
    }

    /**
     * A builder of a gateway to a program that speaks FastCGI.
     *
     * @param program what to start
     * @return a new builder
     */
    public static SupervisedGatewayBuilder builder(FastCgiProgram program) {
        return new SupervisedGatewayBuilder(program.recipe());
    }

    /**
     * Starts the processes, and returns when all are ready. If one does not become ready, all are ended, and the gateway can be
     * started again.
     *
     * @throws StartException if a process does not become ready; the message has what it wrote
     * @throws InterruptedException if the thread was interrupted; the processes are ended
     * @throws IllegalStateException if it was started or closed
     */
    public void start() throws StartException, InterruptedException {
        Supervision started = begin();
        boolean ready = false;
        try {
            await(started.start());
            ready = true;
        } finally {
            if (!ready) {
                end(started);
            }
        }
    }

    private synchronized Supervision begin() throws StartException {
        if (closed) {
            throw new IllegalStateException(name + " is closed");
        }
        if (supervision != null) {
            throw new IllegalStateException(name + " was started already");
        }
        try {
            Supervision begun = starter.supervise(balancer);
            supervision = begun;
            return begun;
        } catch (IOException e) {
            throw new StartException(name + ": there is no private directory for its processes: " + e.getMessage(), e);
        }
    }

    private void await(CompletableFuture<@Nullable Void> future) throws StartException, InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new StartException(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()), e);
        }
    }

    private void end(Supervision started) {
        started.close().join();
        synchronized (this) {
            supervision = closed ? supervision : null;
        }
    }

    /**
     * Replaces all processes by new ones, one after another. Each serves until its successor is ready; then it has time to end its
     * requests ({@link SupervisedGatewayBuilder#drain}). So no request fails. If a successor does not become ready, the old
     * process goes on, and so do all that follow. While processes fail, this starts the next one at once. Reloads that are asked
     * for while one runs become one more.
     *
     * @return completed when every process has been replaced; fails with {@link StartException} if a successor did not become
     *     ready
     * @throws IllegalStateException if it was not started, or was closed
     */
    public CompletionStage<@Nullable Void> reload() {
        return running().reload().minimalCompletionStage();
    }

    private Supervision running() {
        Supervision present = supervision;
        if (present == null || closed) {
            throw new IllegalStateException(name + (closed ? " is closed" : " was not started"));
        }
        return present;
    }

    /**
     * How it is.
     *
     * @return the state at this moment
     */
    public State state() {
        Supervision present = supervision;
        return closed
                ? State.CLOSED
                : present == null ? State.NEW : present.view().state();
    }

    /**
     * The processes that run.
     *
     * @return an unmodifiable list, empty before the start and after the end
     */
    public List<SupervisedProcess> processes() {
        Supervision present = supervision;
        return present == null ? List.of() : present.view().processes();
    }

    /**
     * The figures of the balancer between the processes. Each process is a member.
     *
     * @return the figures at this moment
     */
    public BalancerStats balance() {
        return balancer.balance();
    }

    /**
     * {@inheritDoc}
     *
     * @throws BackendFailureException also if the processes fail again and again
     * @throws IllegalStateException also if it was not started
     */
    @Override
    public GatewayResponse dispatch(GatewayRequest request) throws GatewayException {
        return newCall(request).dispatch();
    }

    @Override
    public GatewayCall newCall(GatewayRequest request) {
        return new SupervisedCall(balancer.newCall(request), request, this::refuse);
    }

    private void refuse() throws GatewayException {
        View view = closed ? null : running().view();
        if (view != null && view.crashLoop() != null) {
            throw new BackendFailureException(name, Phase.CONNECT, false, "not running: " + view.crashLoop(), null);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean drain(Duration longest) throws InterruptedException {
        return balancer.drain(longest);
    }

    @Override
    public PoolStats stats() {
        return balancer.stats();
    }

    /**
     * Aborts exchanges in flight, ends all processes with their children, and waits for that: TERM, and after
     * {@link SupervisedGatewayBuilder#grace} KILL. A host that shuts down gracefully calls {@link #drain} first. Further calls
     * wait too.
     */
    @Override
    public void close() {
        Supervision present;
        synchronized (this) {
            closed = true;
            present = supervision;
        }
        balancer.close();
        if (present != null) {
            present.close().join();
        }
    }
}
