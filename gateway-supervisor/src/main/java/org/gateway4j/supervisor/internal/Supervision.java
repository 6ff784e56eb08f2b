package org.gateway4j.supervisor.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gateway4j.supervisor.StartException;
import org.gateway4j.supervisor.SupervisedGateway.State;
import org.gateway4j.supervisor.SupervisedProcess;
import org.jspecify.annotations.Nullable;

/**
 * All processes of a supervisor, from {@link #start} to {@link #close}. Safe for use by several threads: what they ask for happens
 * on the loop, and so does everything else.
 */
public final class Supervision {

    /**
     * What a host may see, made anew with each change.
     *
     * @param state how the supervisor is
     * @param crashLoop how processes fail, if they do again and again and none serves; else null
     * @param processes those that run
     */
    public record View(State state, @Nullable String crashLoop, List<SupervisedProcess> processes) {}

    private final SupervisionConfig config;
    private final Loop loop;
    private final Launcher launcher;
    private final Rotation rotation;
    private final Places places;
    private final List<Slot> slots;
    private final Recycler recycler;
    private int generation;
    private boolean closing;

    private boolean reloading;

    /** The reload that begins when none runs any more. */
    private @Nullable CompletableFuture<@Nullable Void> nextReload;

    /** Fails what was asked for and has no outcome yet. */
    private final Set<Runnable> pending = ConcurrentHashMap.newKeySet();

    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

    private volatile View view = new View(State.STARTING, null, List.of());

    /** Nothing is started yet. */
    Supervision(
            SupervisionConfig config,
            Loop loop,
            Launcher launcher,
            Rotation rotation,
            Places places,
            LongUnaryOperator memory) {
        this.config = config;
        this.loop = loop;
        this.launcher = launcher;
        this.rotation = rotation;
        this.places = places;
        this.slots = IntStream.range(0, config.processes())
                .mapToObj(i -> new Slot(this))
                .toList();
        this.recycler = new Recycler(this, memory);
    }

    /** The real one. It owns the places. */
    public static Supervision of(SupervisionConfig config, Rotation rotation, Places places) {
        return new Supervision(
                config,
                new LoopThread(config.name()),
                new GuardedLauncher(config.name()),
                rotation,
                places,
                MemoryUse::ofTree);
    }

    /** Starts all processes; completed when all are ready, or one has failed. */
    public CompletableFuture<@Nullable Void> start() {
        return onLoop(() -> {
            CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
            CompletionStage<@Nullable Void> all = CompletableFuture.completedFuture(null);
            for (CompletionStage<@Nullable Void> one :
                    slots.stream().map(Slot::start).toList()) {
                one.whenComplete((done, failure) -> {
                    if (failure != null) {
                        ready.completeExceptionally(failure);
                    }
                });
                all = all.thenCompose(done -> one);
            }
            all.thenRun(() -> {
                keep();
                ready.complete(null);
            });
            return ready;
        });
    }

    private void keep() {
        slots.forEach(Slot::keep);
        recycler.start();
    }

    /** Replaces all processes, one after another; completed when the last has been replaced. */
    public CompletableFuture<@Nullable Void> reload() {
        return onLoop(() -> {
            CompletableFuture<@Nullable Void> waiting = nextReload;
            if (waiting == null) {
                waiting = new CompletableFuture<>();
                nextReload = waiting;
            }
            runNextReload();
            return waiting;
        });
    }

    private void runNextReload() {
        CompletableFuture<@Nullable Void> reload = nextReload;
        if (reloading || reload == null) {
            return;
        }
        reloading = true;
        nextReload = null;
        CompletionStage<@Nullable Void> last = CompletableFuture.completedFuture(null);
        for (Slot slot : slots) {
            last = last.thenCompose(done -> slot.replace());
        }
        last.whenComplete((done, failure) -> {
            reloading = false;
            runNextReload();
            complete(reload, failure);
        });
    }

    private static void complete(CompletableFuture<@Nullable Void> result, @Nullable Throwable failure) {
        if (failure == null) {
            result.complete(null);
        } else {
            result.completeExceptionally(failure.getCause() == null ? failure : failure.getCause());
        }
    }

    /** Ends all processes; completed when none is left. Nothing else happens afterwards. The same at each call. */
    public CompletableFuture<@Nullable Void> close() {
        loop.execute(() -> {
            if (!closing) {
                closing = true;
                CompletionStage<@Nullable Void> all = CompletableFuture.completedFuture(null);
                for (CompletionStage<@Nullable Void> one :
                        slots.stream().map(Slot::close).toList()) {
                    all = all.thenCompose(done -> one);
                }
                all.thenRun(this::end);
            }
        });
        return closed;
    }

    private void end() {
        view = new View(State.CLOSED, null, List.of());
        loop.close();
        places.close();
        closed.complete(null);
        pending.forEach(Runnable::run);
    }

    /** What is asked for after the end, or has no outcome then, fails. */
    private CompletableFuture<@Nullable Void> onLoop(Supplier<CompletionStage<@Nullable Void>> action) {
        CompletableFuture<@Nullable Void> result = new CompletableFuture<>();
        Runnable fail = () -> result.completeExceptionally(new StartException(config.name() + ": was closed"));
        pending.add(fail);
        loop.execute(() -> action.get().whenComplete((done, failure) -> {
            complete(result, failure);
            pending.remove(fail);
        }));
        if (closed.isDone()) {
            fail.run();
        }
        return result;
    }

    /** What a host may see of it at this moment. */
    public View view() {
        return view;
    }

    /** Something is no longer as the view has it. */
    void changed() {
        String crashLoop = slots.stream()
                .map(Slot::crashLoop)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        boolean serves = slots.stream().anyMatch(slot -> slot.serving() != null);
        State state = serves ? State.READY : crashLoop != null ? State.FAILED : State.STARTING;
        List<SupervisedProcess> processes = new ArrayList<>();
        slots.stream()
                .flatMap(Slot::instances)
                .map(Instance::describe)
                .filter(Objects::nonNull)
                .forEach(processes::add);
        view = new View(state, serves ? null : crashLoop, List.copyOf(processes));
    }

    Instance newInstance(Instance.Owner owner) throws IOException {
        generation++;
        return new Instance(config, loop, places.place(generation), owner);
    }

    boolean isClosing() {
        return closing;
    }

    Stream<Slot> slots() {
        return slots.stream();
    }

    SupervisionConfig config() {
        return config;
    }

    Loop loop() {
        return loop;
    }

    Launcher launcher() {
        return launcher;
    }

    Rotation rotation() {
        return rotation;
    }
}
