package org.gateway4j.cgi.internal;

import org.gateway4j.cgi.ProcessConfig;
import org.gateway4j.internal.exchange.TimeoutNanos;
import org.gateway4j.internal.wire.Nanos;

/**
 * The times for which a process is waited for, in nanoseconds.
 *
 * @param grace the time between telling it to end and killing it
 * @param outputGrace the time for its exit and its error output after its output has ended
 * @param exchange the time that it may run when nobody waits for it
 */
record ProcessTimes(long grace, long outputGrace, long exchange) {

    static ProcessTimes of(ProcessConfig config, TimeoutNanos timeouts) {
        return new ProcessTimes(Nanos.of(config.grace()), Nanos.of(config.outputGrace()), timeouts.exchange());
    }
}
