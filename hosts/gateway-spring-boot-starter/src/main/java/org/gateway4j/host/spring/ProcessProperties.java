package org.gateway4j.host.spring;

import java.time.Duration;
import org.gateway4j.cgi.ProcessConfig;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a CGI route.
 *
 * @param max the number of processes that run at once
 * @param maxWaiters the number of requests that may wait for a process
 * @param maxStarts the number of processes that are being started at once
 * @param grace the time from asking a process to end to killing it
 * @param outputGrace the time that output may still arrive after a process has ended
 */
record ProcessProperties(
        @Nullable Integer max,
        @Nullable Integer maxWaiters,
        @Nullable Integer maxStarts,
        @Nullable Duration grace,
        @Nullable Duration outputGrace)
        implements Property.Group<ProcessConfig> {

    @Override
    public ProcessConfig change(ProcessConfig given, Property at) {
        return at.change(given)
                .by("max", max, ProcessConfig::withMaxProcesses)
                .by("max-waiters", maxWaiters, ProcessConfig::withMaxWaiters)
                .by("max-starts", maxStarts, ProcessConfig::withMaxStarts)
                .by("grace", grace, ProcessConfig::withGrace)
                .by("output-grace", outputGrace, ProcessConfig::withOutputGrace)
                .result();
    }
}
