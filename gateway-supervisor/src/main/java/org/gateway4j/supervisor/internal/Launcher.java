package org.gateway4j.supervisor.internal;

import java.time.Duration;

/** Starts processes. */
interface Launcher {

    /** Hears of a process. Any thread calls it, in the order of the events. */
    interface Events {

        /** It runs. */
        void started(long pid);

        /** It has written a line to its output or error output. */
        void output(String line);

        /** It has ended with all processes of its group, or could not be started. The last event. */
        void ended(String how);
    }

    /** A process that was told to start. Safe for use by several threads. */
    interface Launch {

        /** Signals it, as soon as it runs. Does nothing once it has ended. */
        void signal(Signal signal);

        /** Gives it up: what is left of it is ended by its guard. */
        void release();
    }

    /** Begins to start a process. Does not block; failures are told as its end. */
    Launch launch(Recipe recipe, Place place, Duration grace, Events events);
}
