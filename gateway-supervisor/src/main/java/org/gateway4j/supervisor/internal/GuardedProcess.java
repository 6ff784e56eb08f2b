package org.gateway4j.supervisor.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A guard and its program. The program's end is the guard's end. A process that has left the group of the program and keeps its
 * error output keeps the thread that reads it too.
 */
final class GuardedProcess implements Launcher.Launch {

    /** How long the last lines of a process are awaited after its end. */
    private static final long OUTPUT_GRACE_MILLIS = 250;

    private final Launcher.Events events;
    private final CompletableFuture<@Nullable Void> read = new CompletableFuture<>();
    private final List<Signal> early = new ArrayList<>();
    private @Nullable OutputStream pipe;
    private boolean released;

    GuardedProcess(Launcher.Events events) {
        this.events = events;
    }

    /** Starts it, tells its number and reads its output to the end. */
    void run(ProcessBuilder builder) throws IOException {
        Process guard = builder.start();
        CompletionStage<Process> exit = guard.onExit();
        exit.thenAccept(this::exited);
        hold(guard.getOutputStream());
        BufferedReader numbers =
                new BufferedReader(new InputStreamReader(guard.getInputStream(), StandardCharsets.US_ASCII));
        String number = numbers.readLine();
        if (number != null) {
            events.started(Long.parseLong(number));
        }
        new OutputLines(events::output).readAll(guard.getErrorStream());
        read.complete(null);
    }

    private synchronized void hold(OutputStream input) {
        pipe = input;
        early.forEach(this::signal);
        early.clear();
        if (released) {
            release();
        }
    }

    private void exited(Process guard) {
        CompletionStage<@Nullable Void> last = read.completeOnTimeout(null, OUTPUT_GRACE_MILLIS, TimeUnit.MILLISECONDS);
        last.thenRun(() -> events.ended(ExitText.of(guard.exitValue())));
    }

    /** It could not be started. */
    void failed(Throwable cause) {
        events.ended("could not be started: " + cause.getMessage());
    }

    @Override
    public synchronized void signal(Signal signal) {
        if (pipe == null) {
            early.add(signal);
            return;
        }
        try {
            pipe.write((signal.name() + "\n").getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
        } catch (IOException e) {
            // Nobody reads it any more: the guard has ended.
        }
    }

    @Override
    public synchronized void release() {
        released = true;
        if (pipe != null) {
            try {
                pipe.close();
            } catch (IOException e) {
                // It is closed even so.
            }
        }
    }
}
