package org.gateway4j.cgi.internal;

import java.util.OptionalInt;
import org.gateway4j.internal.protocol.ErrorOutput;
import org.gateway4j.internal.wire.Watchdog;
import org.gateway4j.internal.wire.Wire;

/** A process that was started for a request, as the request's exchange sees it. */
interface RunningScript {

    /**
     * Opens the wire to its input and output. To be called once.
     *
     * @param hasInput whether its input comes through the wire
     */
    Wire openWire(Watchdog watchdog, boolean hasInput);

    /** Begins to read its error output. */
    void readErrors(ErrorOutput errors);

    /** The status with which it has exited, more than 128 if a signal ended it; empty if it runs. */
    OptionalInt exitStatus();

    /** Ends it at once, and waits for nothing more of it. */
    void killNow();
}
