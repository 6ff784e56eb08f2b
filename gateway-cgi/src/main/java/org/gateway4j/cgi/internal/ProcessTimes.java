package org.gateway4j.cgi.internal;

import org.gateway4j.cgi.ProcessConfig;
import org.gateway4j.internal.exchange.TimeoutNanos;
import org.gateway4j.internal.wire.Nanos;

/**
 * How long to wait for a process, in nanoseconds.
 *
 * @param grace from being told to end to being killed
 * @param outputGrace for what is still missing once its output has ended
 * @param exchange for it to finish what nobody waits for
 */
record ProcessTimes(long grace, long outputGrace, long exchange) {

    static ProcessTimes of(ProcessConfig config, TimeoutNanos timeouts) {
        return new ProcessTimes(Nanos.of(config.grace()), Nanos.of(config.outputGrace()), timeouts.exchange());
    }
}
