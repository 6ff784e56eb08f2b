package org.gateway4j.supervisor.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory a process and its descendants have of their own, as Linux counts it in {@code /proc}. */
final class MemoryUse {

    private static final String LINE = "RssAnon:";
    private static final long KIB = 1024;

    private MemoryUse() {}

    /** The resident anonymous memory in bytes. What processes share, such as the cache of opcache, is not in it. */
    static long ofTree(long pid) {
        return ProcessHandle.of(pid)
                .map(process -> Stream.concat(Stream.of(process), process.descendants()))
                .orElseGet(Stream::of)
                .mapToLong(process -> ofOne(process.pid()))
                .sum();
    }

    private static long ofOne(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(LINE))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                    .sum();
        } catch (IOException e) {
            // It has ended, or this system has no such file.
            return 0;
        }
    }
}
