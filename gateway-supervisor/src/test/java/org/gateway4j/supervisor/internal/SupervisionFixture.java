package org.gateway4j.supervisor.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.gateway4j.supervisor.Recycling;
import org.gateway4j.supervisor.Restarts;
import org.jspecify.annotations.Nullable;

/** A supervision in simulated time. */
class SupervisionFixture {

    final SimulatedLoop loop = new SimulatedLoop();
    final FakeProcesses processes = new FakeProcesses(loop);
    final List<String> output = new ArrayList<>();

    /** What a process and its children have. */
    long memory;

    Supervision supervise(int count, Restarts restarts, Recycling recycling) {
        SupervisionConfig config = new SupervisionConfig(
                "app",
                processes,
                count,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                restarts,
                recycling,
                output::add,
                () -> 0.5);
        return new Supervision(
                config, loop, processes, processes, Places.below(Path.of("/nowhere"), false), pid -> memory);
    }

    Supervision supervise() {
        return supervise(1, Restarts.defaults(), Recycling.none());
    }

    /** One that serves. What happened until then is forgotten. */
    Supervision running(int count, Restarts restarts, Recycling recycling) {
        Supervision supervision = supervise(count, restarts, recycling);
        CompletableFuture<@Nullable Void> started = supervision.start();
        loop.settle();
        started.join();
        processes.notes();
        return supervision;
    }

    Supervision running() {
        return running(1, Restarts.defaults(), Recycling.none());
    }

    /** The message of a failure. */
    static String failure(CompletableFuture<?> future) {
        try {
            future.getNow(null);
        } catch (CompletionException e) {
            return String.valueOf(e.getCause().getMessage());
        }
        return future.isDone() ? "success" : "nothing yet";
    }
}
