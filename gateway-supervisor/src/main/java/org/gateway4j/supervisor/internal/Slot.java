package org.gateway4j.supervisor.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.gateway4j.supervisor.StartException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one process running: a process that fails is started again, and one that is to be replaced serves until its successor is
 * ready. Used on the loop only.
 */
final class Slot implements Instance.Owner {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.supervisor");

    private enum Mode {
        /** A start that fails is not repeated. */
        TRIED,
        /** A process that fails is started again. */
        KEPT,
        /** No process is started any more. */
        CLOSING
    }

    private final Supervision supervision;
    private final RestartPlan restarts;
    private final Set<Instance> leaving = new LinkedHashSet<>();
    private final CompletableFuture<@Nullable Void> empty = new CompletableFuture<>();
    private CompletableFuture<@Nullable Void> outcome = CompletableFuture.completedFuture(null);
    private Mode mode = Mode.TRIED;
    private @Nullable Instance serving;
    private @Nullable Instance starting;
    private Loop.@Nullable Timer pause;
    private @Nullable String lastFailure;

    Slot(Supervision supervision) {
        this.supervision = supervision;
        this.restarts = new RestartPlan(supervision.config().restarts());
    }

    /** Starts a process; completed when it serves, and its predecessor gets no requests any more. */
    CompletionStage<@Nullable Void> start() {
        cancelPause();
        CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
        outcome = mine;
        try {
            Instance instance = supervision.newInstance(this);
            starting = instance;
            instance.start(supervision.launcher());
        } catch (IOException e) {
            failed("could not be started: " + e.getMessage(), new Tail(), null, true);
        }
        return mine;
    }

    /** Starts a process after now, even if one is being started already. */
    CompletionStage<@Nullable Void> replace() {
        if (mode == Mode.CLOSING) {
            return CompletableFuture.failedFuture(closed());
        }
        return starting == null
                ? start()
                : outcome.handle((done, failure) -> null).thenCompose(done -> replace());
    }

    /** A process that fails is started again from now on. */
    void keep() {
        mode = Mode.KEPT;
        if (serving == null && starting == null && pause == null) {
            start();
        }
    }

    @Override
    public void changed() {
        supervision.changed();
    }

    @Override
    public void ready(Instance instance) {
        starting = null;
        try {
            supervision
                    .rotation()
                    .add(
                            instance.name(),
                            instance.place().endpoint(),
                            supervision.config().recipe().workers());
        } catch (RuntimeException e) {
            // The host's own code has a part in making the gateway.
            leaving.add(instance);
            instance.stopNow();
            failed("has no gateway: " + e.getMessage(), instance.tail(), null, true);
            supervision.changed();
            return;
        }
        Instance old = serving;
        serving = instance;
        lastFailure = null;
        LOG.info(
                "{}: process {} is ready, generation {}",
                name(),
                instance.pid(),
                instance.place().generation());
        if (old != null) {
            retire(old);
        }
        supervision.changed();
        outcome.complete(null);
    }

    private void retire(Instance old) {
        leaving.add(old);
        old.leave();
        supervision
                .rotation()
                .remove(old.name(), supervision.config().drain())
                .whenComplete((done, failure) -> supervision.loop().execute(old::stop));
    }

    @Override
    public void ended(Instance instance, String how) {
        boolean wasStarting = instance == starting;
        boolean wasServing = instance == serving;
        starting = wasStarting ? null : starting;
        serving = wasServing ? null : serving;
        if (wasServing && mode != Mode.CLOSING) {
            // What it has answered can still be read.
            supervision.rotation().remove(instance.name(), supervision.config().drain());
        }
        leaving.remove(instance);
        if (mode == Mode.CLOSING) {
            outcome.completeExceptionally(closed());
        } else if (wasStarting || wasServing) {
            failed(how, instance.tail(), instance.readyFor(), wasStarting);
        } else {
            LOG.info("{}: process {} {}", name(), instance.pid(), how);
        }
        supervision.changed();
        completeIfEmpty();
    }

    private void failed(String how, Tail tail, @Nullable Duration ready, boolean wasStarting) {
        lastFailure = how + tail.last();
        Duration wait = restarts.pauseAfter(ready);
        boolean again = mode == Mode.KEPT && serving == null && starting == null;
        LOG.warn(
                "{}: a process {}{}",
                name(),
                lastFailure,
                again ? " (the next one starts in " + wait.toMillis() + " ms)" : "");
        if (again) {
            pause = supervision.loop().after(wait, this::start);
        }
        if (wasStarting) {
            outcome.completeExceptionally(new StartException(name() + ": the process " + how + tail.quoted()));
        }
    }

    /** Ends all processes at once; completed when none is left. */
    CompletionStage<@Nullable Void> close() {
        mode = Mode.CLOSING;
        cancelPause();
        if (serving != null) {
            supervision.rotation().remove(serving.name(), Duration.ZERO);
        }
        instances().toList().forEach(Instance::stopNow);
        completeIfEmpty();
        return empty;
    }

    private void completeIfEmpty() {
        if (mode == Mode.CLOSING && instances().findAny().isEmpty()) {
            empty.complete(null);
        }
    }

    private void cancelPause() {
        if (pause != null) {
            pause.cancel();
            pause = null;
        }
    }

    private StartException closed() {
        return new StartException(name() + ": was closed before the process was ready");
    }

    private String name() {
        return supervision.config().name();
    }

    /** The process that gets requests. */
    @Nullable
    Instance serving() {
        return serving;
    }

    /** Whether it has nothing to do but to serve. */
    boolean isSteady() {
        return mode == Mode.KEPT && starting == null && serving != null;
    }

    /** How it failed, if it fails again and again. */
    @Nullable
    String crashLoop() {
        return serving == null && restarts.isLooping()
                ? "failed " + restarts.failures() + " times in a row; at last the process " + lastFailure
                : null;
    }

    /** All that run, the one that serves first. */
    Stream<Instance> instances() {
        return Stream.concat(Stream.concat(Stream.ofNullable(serving), Stream.ofNullable(starting)), leaving.stream());
    }
}
