package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.gateway4j.internal.protocol.ErrorOutput;

/** The threads at the pipes of one process: each blocks in its pipe, and tells what becomes of it. */
final class PipePumps {

    /** Few processes take longer between the end of their output and their exit. */
    private static final int MOMENT_MILLIS = 10;

    private final ScriptProcess script;
    private final Process process;
    private final ProcessPipes pipes;
    private final Executor threads;

    PipePumps(ScriptProcess script, Process process, ProcessPipes pipes, Executor threads) {
        this.script = script;
        this.process = process;
        this.pipes = pipes;
        this.threads = threads;
    }

    /** Reads the output until that ends, and waits for the exit, on the caller's thread. */
    void readOutput() {
        try {
            script.output().pump(pipes.output());
        } catch (IOException | RuntimeException | Error e) {
            script.giveUp(e);
        }
        script.outputEnded();
        if (!exitsWithinAMoment()) {
            script.exitDelayed(ExitSign.of(process.pid()));
        }
        awaitExit();
        script.noticeExit();
        script.pumpEnded();
    }

    private boolean exitsWithinAMoment() {
        try {
            return process.waitFor(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // These threads are ended by what they wait for.
            return false;
        }
    }

    private void awaitExit() {
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                // These threads are ended by what they wait for.
            }
        }
    }

    /** Begins to read the error output. */
    void readErrors(ErrorOutput errors) {
        start(() -> ErrorPipe.pump(pipes.errors(), errors));
    }

    /** Begins to write the input. */
    void writeInput() {
        start(() -> script.input().pump(pipes.input()));
    }

    private void start(Runnable pump) {
        script.pumpStarted();
        try {
            threads.execute(() -> {
                try {
                    pump.run();
                } finally {
                    script.pumpEnded();
                }
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            script.pumpEnded();
            script.giveUp(e);
        }
    }
}
