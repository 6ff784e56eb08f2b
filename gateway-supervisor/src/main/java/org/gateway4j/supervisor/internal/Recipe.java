package org.gateway4j.supervisor.internal;

import java.time.Duration;
import org.gateway4j.Endpoint;
import org.gateway4j.HealthProbe;

/** How to run a kind of program. Immutable. */
public interface Recipe {

    /** How long a probe of a process that starts may take. */
    Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    /** The name of the program, for messages. */
    String name();

    /** How many requests one process, with its children, serves at a time. */
    int workers();

    /** Whether it listens on a port of the loopback address and not on a Unix socket. */
    boolean listensOnPort();

    /** What tells it to end when its requests are done, or the nearest that it knows. */
    Signal stopSignal();

    /**
     * What to start.
     *
     * @param grace how long it may take to end
     */
    ProcessPlan plan(Place place, Duration grace);

    /** Tells whether it answers. */
    HealthProbe probe(Endpoint endpoint);
}
