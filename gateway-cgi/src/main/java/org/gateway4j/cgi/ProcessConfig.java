package org.gateway4j.cgi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The number of processes of a gateway, how they end, and what they may use. Immutable; safe for use by any number of threads. */
public final class ProcessConfig {

    private static final int MOST_PROCESSES = 4 * 1024 * 1024;

    private static final ProcessConfig DEFAULTS = new ProcessConfig(new Values(
            32,
            256,
            Runtime.getRuntime().availableProcessors(),
            Duration.ofSeconds(2),
            Duration.ofMillis(200),
            ProcessAttributes.inherited()));

    private final Values values;

    private record Values(
            int maxProcesses,
            int maxWaiters,
            int maxStarts,
            Duration grace,
            Duration outputGrace,
            ProcessAttributes attributes) {

        Values {
            checkAtLeast("maxProcesses", maxProcesses, 1);
            if (maxProcesses > MOST_PROCESSES) {
                throw new IllegalArgumentException("processes.maxProcesses is " + maxProcesses + "; it must be at most "
                        + MOST_PROCESSES + ", as many as Linux has numbers for");
            }
            checkAtLeast("maxWaiters", maxWaiters, 0);
            checkAtLeast("maxStarts", maxStarts, 1);
            checkNotNegative("grace", grace);
            checkNotNegative("outputGrace", outputGrace);
        }

        private static void checkAtLeast(String name, int value, int least) {
            if (value < least) {
                throw new IllegalArgumentException(
                        "processes." + name + " is " + value + "; it must be at least " + least);
            }
        }

        private static void checkNotNegative(String name, Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("processes." + name + " is " + value + "; it must not be negative");
            }
        }
    }

    private ProcessConfig(Values values) {
        this.values = values;
    }

    /**
     * The default of each property.
     *
     * @return the default configuration
     */
    public static ProcessConfig defaults() {
        return DEFAULTS;
    }

    /**
     * The defaults with another cap.
     *
     * @param maxProcesses the cap on processes, 1 to 4,194,304
     * @return a configuration of that size
     * @throws IllegalArgumentException if it is out of range
     */
    public static ProcessConfig of(int maxProcesses) {
        return DEFAULTS.withMaxProcesses(maxProcesses);
    }

    /**
     * The hard cap on processes that run at once, including those that are being ended. Further callers wait. Default
     * 32: as many as a small machine can run.
     *
     * @return a number of processes, 1 to 4,194,304
     */
    public int maxProcesses() {
        return values.maxProcesses;
    }

    /**
     * The number of callers that may wait for a process. Default 256. A further caller is rejected at once with
     * {@link org.gateway4j.BackendBusyException}.
     *
     * @return a number of callers, at least 0
     */
    public int maxWaiters() {
        return values.maxWaiters;
    }

    /**
     * The number of processes that are being started at once. The others wait their turn within
     * {@link org.gateway4j.Timeouts#connect}. Default: the number of processors, because more concurrent starts make
     * every start slower.
     *
     * @return a number of processes, at least 1
     */
    public int maxStarts() {
        return values.maxStarts;
    }

    /**
     * The time between telling a process to end (TERM) and killing it (KILL). Default 2 s: scripts that clean up for
     * longer are killed.
     *
     * @return a time, not negative
     */
    public Duration grace() {
        return values.grace;
    }

    /**
     * How long to keep reading a script's error output after its output has ended and it has exited. Default 200 ms: a
     * program that a script leaves behind with the error output open delays the end of the response by this time, and
     * its later error output is lost.
     *
     * <p>The output itself has no such limit: it is read to its end, as long as {@link org.gateway4j.Timeouts#read}
     * allows. Systems other than Linux do not tell whether an exit has begun, so there the gateway also waits this long
     * for the exit.
     *
     * @return a time, not negative
     */
    public Duration outputGrace() {
        return values.outputGrace;
    }

    /**
     * What a script's process has otherwise than this one: file mode mask, priority, limits, and user. Default
     * {@link ProcessAttributes#inherited}.
     *
     * @return the attributes
     */
    public ProcessAttributes attributes() {
        return values.attributes;
    }

    /**
     * This configuration with another {@link #maxProcesses}.
     *
     * @param value the new value, 1 to 4,194,304, as many as Linux has numbers for
     * @return a changed copy
     * @throws IllegalArgumentException if it is out of range
     */
    public ProcessConfig withMaxProcesses(int value) {
        return new ProcessConfig(new Values(value, maxWaiters(), maxStarts(), grace(), outputGrace(), attributes()));
    }

    /**
     * This configuration with another {@link #maxWaiters}.
     *
     * @param value the new value, at least 0
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public ProcessConfig withMaxWaiters(int value) {
        return new ProcessConfig(new Values(maxProcesses(), value, maxStarts(), grace(), outputGrace(), attributes()));
    }

    /**
     * This configuration with another {@link #maxStarts}.
     *
     * @param value the new value, at least 1
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public ProcessConfig withMaxStarts(int value) {
        return new ProcessConfig(new Values(maxProcesses(), maxWaiters(), value, grace(), outputGrace(), attributes()));
    }

    /**
     * This configuration with another {@link #grace}.
     *
     * @param value the new value, not negative
     * @return a changed copy
     * @throws IllegalArgumentException if it is
     */
    public ProcessConfig withGrace(Duration value) {
        return new ProcessConfig(
                new Values(maxProcesses(), maxWaiters(), maxStarts(), value, outputGrace(), attributes()));
    }

    /**
     * This configuration with another {@link #outputGrace}.
     *
     * @param value the new value, not negative
     * @return a changed copy
     * @throws IllegalArgumentException if it is
     */
    public ProcessConfig withOutputGrace(Duration value) {
        return new ProcessConfig(new Values(maxProcesses(), maxWaiters(), maxStarts(), grace(), value, attributes()));
    }

    /**
     * This configuration with other {@link #attributes}. The build of a gateway refuses attributes that the host cannot
     * set.
     *
     * @param value the new value
     * @return a changed copy
     */
    public ProcessConfig withAttributes(ProcessAttributes value) {
        return new ProcessConfig(new Values(maxProcesses(), maxWaiters(), maxStarts(), grace(), outputGrace(), value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessConfig that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "ProcessConfig");
    }
}
