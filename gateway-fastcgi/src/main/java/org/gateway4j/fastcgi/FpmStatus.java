package org.gateway4j.fastcgi;

import java.util.HashMap;
import java.util.Map;

/**
 * PHP-FPM's status page ({@code pm.status_path}), of one pool of its workers. The listen queue is the only honest sign of
 * overload there is: requests in it wait where no client can see them.
 *
 * @param pool the pool's name
 * @param processManager {@code static}, {@code dynamic} or {@code ondemand}
 * @param acceptedConnections connections accepted since its start
 * @param listenQueue connections that wait for a worker now
 * @param maxListenQueue most that ever waited
 * @param listenQueueLength how many can wait
 * @param idleProcesses workers without work
 * @param activeProcesses workers with work, including the one that made this page
 * @param totalProcesses all workers
 * @param maxActiveProcesses most workers that ever had work
 * @param maxChildrenReached how often {@code pm.max_children} kept it from starting another worker
 * @param slowRequests requests that took longer than {@code request_slowlog_timeout}
 */
public record FpmStatus(
        String pool,
        String processManager,
        long acceptedConnections,
        long listenQueue,
        long maxListenQueue,
        long listenQueueLength,
        int idleProcesses,
        int activeProcesses,
        int totalProcesses,
        int maxActiveProcesses,
        long maxChildrenReached,
        long slowRequests) {

    /**
     * Reads the page in its plain text form.
     *
     * @param page lines of names and values
     * @return the figures
     * @throws IllegalArgumentException if a line that every version of the page has is missing or is no number
     */
    public static FpmStatus parse(String page) {
        Map<String, String> lines = new HashMap<>();
        for (String line : page.lines().toList()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                lines.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return new FpmStatus(
                text(lines, "pool"),
                text(lines, "process manager"),
                number(lines, "accepted conn"),
                number(lines, "listen queue"),
                number(lines, "max listen queue"),
                number(lines, "listen queue len"),
                (int) number(lines, "idle processes"),
                (int) number(lines, "active processes"),
                (int) number(lines, "total processes"),
                (int) number(lines, "max active processes"),
                number(lines, "max children reached"),
                number(lines, "slow requests"));
    }

    private static String text(Map<String, String> lines, String name) {
        String value = lines.get(name);
        if (value == null) {
            throw new IllegalArgumentException("status page of PHP-FPM has no line \"" + name + "\"");
        }
        return value;
    }

    private static long number(Map<String, String> lines, String name) {
        String value = text(lines, name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "status page of PHP-FPM: " + name + " is \"" + value + "\", not a number", e);
        }
    }
}
