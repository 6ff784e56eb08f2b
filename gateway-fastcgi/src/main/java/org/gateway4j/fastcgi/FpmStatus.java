package org.gateway4j.fastcgi;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status page of PHP-FPM ({@code pm.status_path}) for one of its worker pools. The listen queue is the only
 * reliable sign of overload: requests in it wait where no client can see them.
 *
 * <p>A test of a host can make an object from the text of such a page. Immutable; safe for use by any number of
 * threads.
 */
public final class FpmStatus {

    private final Values values;

    private record Values(
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
            long slowRequests) {}

    private FpmStatus(Values values) {
        this.values = values;
    }

    /**
     * Parses the page in its plain text form.
     *
     * @param page lines of names and values
     * @return the figures
     * @throws IllegalArgumentException if a line that every version of the page has is missing or does not hold a
     *     number
     */
    public static FpmStatus parse(String page) {
        Map<String, String> lines = new HashMap<>();
        for (String line : page.lines().toList()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                lines.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return new FpmStatus(new Values(
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
                number(lines, "slow requests")));
    }

    /**
     * The pool's name.
     *
     * @return the name
     */
    public String pool() {
        return values.pool;
    }

    /**
     * How the pool controls its number of workers.
     *
     * @return {@code static}, {@code dynamic} or {@code ondemand}
     */
    public String processManager() {
        return values.processManager;
    }

    /**
     * Connections accepted since the pool's start.
     *
     * @return a number of connections
     */
    public long acceptedConnections() {
        return values.acceptedConnections;
    }

    /**
     * Connections that are waiting for a worker now.
     *
     * @return a number of connections
     */
    public long listenQueue() {
        return values.listenQueue;
    }

    /**
     * The largest number of connections that have waited at once since the pool's start.
     *
     * @return a number of connections
     */
    public long maxListenQueue() {
        return values.maxListenQueue;
    }

    /**
     * The number of connections that can wait. The kernel refuses more.
     *
     * @return a number of connections
     */
    public long listenQueueLength() {
        return values.listenQueueLength;
    }

    /**
     * Idle workers.
     *
     * @return a number of workers
     */
    public int idleProcesses() {
        return values.idleProcesses;
    }

    /**
     * Busy workers, including the one that made this page.
     *
     * @return a number of workers
     */
    public int activeProcesses() {
        return values.activeProcesses;
    }

    /**
     * All workers.
     *
     * @return a number of workers
     */
    public int totalProcesses() {
        return values.totalProcesses;
    }

    /**
     * The largest number of workers that have been busy at once since the pool's start.
     *
     * @return a number of workers
     */
    public int maxActiveProcesses() {
        return values.maxActiveProcesses;
    }

    /**
     * The number of times that {@code pm.max_children} kept the pool from starting another worker.
     *
     * @return a number of times
     */
    public long maxChildrenReached() {
        return values.maxChildrenReached;
    }

    /**
     * Requests that took longer than {@code request_slowlog_timeout}.
     *
     * @return a number of requests
     */
    public long slowRequests() {
        return values.slowRequests;
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FpmStatus that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "FpmStatus");
    }
}
