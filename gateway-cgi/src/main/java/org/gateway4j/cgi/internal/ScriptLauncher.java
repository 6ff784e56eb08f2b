package org.gateway4j.cgi.internal;

import org.gateway4j.internal.wire.ConnectException;

/** Starts processes and knows all live ones. Safe for use by several threads. */
interface ScriptLauncher extends AutoCloseable {

    /** Starts a process within that time, including the wait for its turn. */
    RunningScript start(ProcessPlan plan, long longestNanos) throws ConnectException;

    /** Ends all processes and waits for them. Kills those that do not end in time. */
    @Override
    void close();
}
