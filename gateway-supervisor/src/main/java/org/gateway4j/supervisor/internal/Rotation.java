package org.gateway4j.supervisor.internal;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.gateway4j.Endpoint;

/** The processes that get requests. */
public interface Rotation {

    /** A process gets requests from now on, as many at a time as it has workers. */
    void add(String name, Endpoint endpoint, int workers);

    /**
     * A process gets no new requests from now on.
     *
     * @param longest how long those that it has may go on
     * @return completed when it has none any more, by any thread
     */
    CompletionStage<Void> remove(String name, Duration longest);

    /** How many requests a process has got. */
    long requests(String name);
}
