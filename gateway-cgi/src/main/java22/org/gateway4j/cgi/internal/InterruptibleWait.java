package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.function.IntSupplier;

/**
 * One wait in a function of the system, which an interrupt of the waiting thread ends. The JVM tells of an interrupt
 * only to channels.
 */
final class InterruptibleWait extends AbstractInterruptibleChannel {

    private final Runnable cancel;

    /**
     * A wait to come.
     *
     * @param cancel ends it soon; called by the thread that interrupts
     */
    InterruptibleWait(Runnable cancel) {
        this.cancel = cancel;
    }

    int call(IntSupplier wait) throws IOException {
        boolean completed = false;
        begin();
        try {
            int result = wait.getAsInt();
            completed = true;
            return result;
        } finally {
            end(completed);
        }
    }

    /** Only for {@link #call}, which throws {@link ClosedByInterruptException} then. */
    @Override
    protected void implCloseChannel() {
        cancel.run();
    }
}
