package org.gateway4j.supervisor.internal;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.gateway4j.supervisor.Recycling;
import org.gateway4j.supervisor.Restarts;

/**
 * What a supervisor is configured with.
 *
 * @param name of the supervisor, for messages
 * @param recipe how to run the program
 * @param processes how many at a time, not counting their children and those that are being replaced
 * @param startTimeout how long a process may take until it is ready
 * @param drain how long requests of a replaced process may go on
 * @param grace how long a process may take to end after each signal
 * @param restarts when a process that failed is started again
 * @param recycling when a process that is well is replaced
 * @param output gets the lines that processes write
 * @param random numbers from 0 to 1, so that processes are not recycled all at once
 */
public record SupervisionConfig(
        String name,
        Recipe recipe,
        int processes,
        Duration startTimeout,
        Duration drain,
        Duration grace,
        Restarts restarts,
        Recycling recycling,
        Consumer<String> output,
        DoubleSupplier random) {}
