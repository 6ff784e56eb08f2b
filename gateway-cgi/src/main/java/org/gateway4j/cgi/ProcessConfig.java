package org.gateway4j.cgi;

import java.time.Duration;

/**
 * How many processes there may be, and how they end.
 *
 * @param maxProcesses hard cap on processes that run at once, those included that are being ended; further callers wait.
 *     Default 32: what a small machine can run. At most 4,194,304
 * @param maxWaiters most callers that may wait for a process; one more is rejected at once. Default 256
 * @param maxStarts most processes being started at once; the others wait their turn within {@link
 *     org.gateway4j.Timeouts#connect}. Default the number of processors: more only slow each other down
 * @param grace how long a process that was told to end may take before it is killed. Default 2 s: scripts that tidy up
 *     longer are cut off
 * @param linger how long the end of a script's error output is awaited once its output has ended and it has exited. Default
 *     200 ms: a program that a script leaves behind with its error output open delays the end of the response by that, and its
 *     later error output is lost. On systems other than Linux, which do not tell whether an exit has begun, the exit is also
 *     awaited for this long. The output itself is awaited as long as {@link org.gateway4j.Timeouts#read} allows
 */
public record ProcessConfig(int maxProcesses, int maxWaiters, int maxStarts, Duration grace, Duration linger) {

    private static final int MOST_PROCESSES = 4 * 1024 * 1024;

    private static final ProcessConfig DEFAULTS = of(32);

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public ProcessConfig {
        checkAtLeast("maxProcesses", maxProcesses, 1);
        if (maxProcesses > MOST_PROCESSES) {
            throw new IllegalArgumentException("processes.maxProcesses is " + maxProcesses + "; it must be at most "
                    + MOST_PROCESSES + ", as many as Linux has numbers for");
        }
        checkAtLeast("maxWaiters", maxWaiters, 0);
        checkAtLeast("maxStarts", maxStarts, 1);
        checkNotNegative("grace", grace);
        checkNotNegative("linger", linger);
    }

    private static void checkAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("processes." + name + " is " + value + "; it must be at least " + least);
        }
    }

    private static void checkNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("processes." + name + " is " + value + "; it must not be negative");
        }
    }

    /**
     * The defaults named at each component.
     *
     * @return the default configuration
     */
    public static ProcessConfig defaults() {
        return DEFAULTS;
    }

    /**
     * The defaults with another cap.
     *
     * @param maxProcesses the cap on processes
     * @return a configuration of that size
     */
    public static ProcessConfig of(int maxProcesses) {
        return new ProcessConfig(
                maxProcesses,
                256,
                Runtime.getRuntime().availableProcessors(),
                Duration.ofSeconds(2),
                Duration.ofMillis(200));
    }

    /**
     * This configuration with another {@link #maxWaiters}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public ProcessConfig withMaxWaiters(int value) {
        return new ProcessConfig(maxProcesses, value, maxStarts, grace, linger);
    }

    /**
     * This configuration with another {@link #maxStarts}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public ProcessConfig withMaxStarts(int value) {
        return new ProcessConfig(maxProcesses, maxWaiters, value, grace, linger);
    }

    /**
     * This configuration with another {@link #grace}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public ProcessConfig withGrace(Duration value) {
        return new ProcessConfig(maxProcesses, maxWaiters, maxStarts, value, linger);
    }

    /**
     * This configuration with another {@link #linger}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public ProcessConfig withLinger(Duration value) {
        return new ProcessConfig(maxProcesses, maxWaiters, maxStarts, grace, value);
    }
}
