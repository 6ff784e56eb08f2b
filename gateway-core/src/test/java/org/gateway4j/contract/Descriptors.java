package org.gateway4j.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many descriptors of each kind this process has open that a gateway can leak. Empty where the system does not tell.
 * The JDK opens some for itself when they are first needed, and keeps them: the pollers of virtual threads.
 */
record Descriptors(int sockets, int pollers, int files, int pipes) {

    private static final Path DIRECTORY = Path.of("/proc/self/fd");
    private static final int POLLERS_OF_THE_JDK = 16;

    static Descriptors now() {
        Map<String, Integer> counts = new TreeMap<>();
        if (Files.isDirectory(DIRECTORY)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(DIRECTORY)) {
                entries.forEach(entry -> counts.merge(kind(entry), 1, Integer::sum));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Descriptors(
                counts.getOrDefault("socket", 0),
                counts.getOrDefault("poller", 0),
                counts.getOrDefault("file", 0),
                counts.getOrDefault("pipe", 0));
    }

    private static String kind(Path entry) {
        String target;
        try {
            target = Files.readSymbolicLink(entry).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
        if (target.startsWith("socket:")) {
            return "socket";
        }
        if (target.startsWith("pipe:")) {
            return "pipe";
        }
        if (target.startsWith("anon_inode:[event")) {
            return "poller";
        }
        return target.contains(".body") ? "file" : "other";
    }

    boolean isNoMoreThan(Descriptors before) {
        return sockets <= before.sockets
                && files <= before.files
                && pipes <= before.pipes
                && pollers <= before.pollers + POLLERS_OF_THE_JDK;
    }
}
