package org.gateway4j.testkit.backends;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gateway4j.testkit.Await;

/** A daemon that runs in the foreground, and the workers that it forks. */
public final class ProcessTree {

    private static final long TIME_TO_END_SECONDS = 2;

    private final Process master;

    private ProcessTree(Process master) {
        this.master = master;
    }

    /**
     * Starts a daemon. No pipe leads to it, which would look like one that a gateway has left.
     *
     * @param output the file that its output and error output are appended to
     * @param command a program that stays in the foreground, and its arguments
     * @return its processes
     * @throws IOException if it cannot be started
     */
    public static ProcessTree start(Path output, List<String> command) throws IOException {
        Redirect log = Redirect.appendTo(output.toFile());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(log)
                .redirectError(log);
        return new ProcessTree(builder.start());
    }

    /** {@return whether the master lives} */
    public boolean isAlive() {
        return master.isAlive();
    }

    /** {@return the process that was started} */
    public ProcessHandle master() {
        return master.toHandle();
    }

    /** {@return what the master has forked and what those have, as far as they live} */
    public List<ProcessHandle> workers() {
        return master.descendants().toList();
    }

    /**
     * Sends a signal to the master.
     *
     * @param name such as {@code USR2}
     */
    public void signal(String name) {
        signal(name, Stream.of(master()));
    }

    /** Stops the master, which then forks no more, and its workers. */
    public void pause() {
        signal("STOP");
        signal("STOP", workers().stream());
    }

    /** Lets them go on. */
    public void resume() {
        signal("CONT", workers().stream());
        signal("CONT");
    }

    private static void signal(String name, Stream<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends the master and all workers at once. As long as one of them lives, the socket accepts.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public void kill() throws InterruptedException {
        pause();
        List<ProcessHandle> all = workers();
        signal("KILL", Stream.concat(Stream.of(master()), all.stream()));
        master.waitFor();
        Await.until("workers have ended", () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    /**
     * Ends the master, which ends its workers; what is left of them after a while is killed.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public void stop() throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(workers());
        master.destroy();
        if (!master.waitFor(TIME_TO_END_SECONDS, TimeUnit.SECONDS)) {
            all.addAll(workers());
            master.destroyForcibly().waitFor();
        }
        for (ProcessHandle process : all) {
            process.destroyForcibly();
        }
        Await.until("workers have ended", () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
}
