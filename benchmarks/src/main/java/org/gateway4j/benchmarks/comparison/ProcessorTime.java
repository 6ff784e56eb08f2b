package org.gateway4j.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What processes have used of the processors. The kernel's schedstat counts nanoseconds for each thread; where there is
 * none, the ticks of 10 ms of a whole process are taken.
 */
final class ProcessorTime {

    private ProcessorTime() {}

    /** Nanoseconds used so far by the living threads of a process. */
    static long ofProcess(long pid) throws IOException {
        Path tasks = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.isReadable(Path.of("/proc/self/schedstat"))) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().totalCpuDuration())
                    .map(Duration::toNanos)
                    .orElse(0L);
        }
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                sum += ofThread(thread);
            }
        } catch (NoSuchFileException e) {
            return 0; // A child that has ended meanwhile.
        }
        return sum;
    }

    /** Nanoseconds used by a process and its children, such as a server's workers. */
    static long ofTree(ProcessHandle root) throws IOException {
        long sum = ofProcess(root.pid());
        for (ProcessHandle child : root.descendants().toList()) {
            sum += ofProcess(child.pid());
        }
        return sum;
    }

    private static long ofThread(Path thread) {
        try {
            String text = Files.readString(thread.resolve("schedstat"));
            return Long.parseLong(text.substring(0, text.indexOf(' ')));
        } catch (IOException e) {
            return 0; // Ended meanwhile.
        }
    }
}
