package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.cgi.ResourceLimit;

/** What this process may do for others, as Linux tells in {@code /proc}. Elsewhere: nothing beyond its limits. */
final class HostRights {

    private static final String CAPABILITIES = "CapEff:";
    private static final int HEXADECIMAL = 16;

    private final List<String> status;
    private final List<String> limits;

    /**
     * Rights by the lines of two files.
     *
     * @param status the lines of {@code /proc/self/status}
     * @param limits the lines of {@code /proc/self/limits}
     */
    HostRights(List<String> status, List<String> limits) {
        this.status = status;
        this.limits = limits;
    }

    static HostRights ofThisProcess() {
        return new HostRights(lines("/proc/self/status"), lines("/proc/self/limits"));
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Whether it has a capability, by its number in capabilities(7). */
    boolean has(int capability) {
        return status.stream()
                .filter(line -> line.startsWith(CAPABILITIES))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring(CAPABILITIES.length()).strip(), HEXADECIMAL))
                .anyMatch(all -> (all >>> capability & 1) != 0);
    }

    /** The hard limit; the largest unsigned number if there is none. */
    long hardLimit(ResourceLimit limit) {
        String name = name(limit);
        return limits.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip().split(" +", -1)[1])
                .mapToLong(text -> text.equals("unlimited") ? -1 : Long.parseUnsignedLong(text))
                .findFirst()
                .orElse(-1);
    }

    private static String name(ResourceLimit limit) {
        return switch (limit) {
            case CPU_SECONDS -> "Max cpu time";
            case ADDRESS_SPACE_BYTES -> "Max address space";
            case FILE_BYTES -> "Max file size";
            case OPEN_FILES -> "Max open files";
            case PROCESSES -> "Max processes";
            case CORE_BYTES -> "Max core file size";
        };
    }
}
