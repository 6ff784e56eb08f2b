package org.gateway4j.internal.exchange;

import java.time.Duration;
import org.gateway4j.GatewayListener;
import org.gateway4j.Limits;
import org.gateway4j.PoolConfig;
import org.gateway4j.SendfileRoots;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;
import org.gateway4j.internal.body.BodyFileAccess;
import org.gateway4j.internal.wire.DurationText;
import org.jspecify.annotations.Nullable;

/**
 * An application and how to deal with it.
 *
 * @param label what the host calls it
 * @param name the same with protocol and endpoint, as messages name the application
 * @param medium what carries requests to it
 * @param pool how many connections it takes
 * @param timeouts how long to wait for it
 * @param timeoutNanos the same in nanoseconds
 * @param limits how much to accept of it
 * @param spooling which request bodies to read ahead
 * @param bodyFileAccess how to hand bodies in spool files over to it, or null to send them
 * @param handoffs resolves the files and redirects that it may ask the host for
 * @param maxRedirects how many local redirects may lead to a request
 * @param listener who is told; never throws
 * @param errorLines limits how many lines it can write to the log
 */
public record Backend(
        String label,
        String name,
        Medium medium,
        PoolConfig pool,
        Timeouts timeouts,
        TimeoutNanos timeoutNanos,
        Limits limits,
        Spooling spooling,
        @Nullable BodyFileAccess bodyFileAccess,
        HandoffResolver handoffs,
        int maxRedirects,
        GatewayListener listener,
        LineThrottle errorLines) {

    static final int USUAL_REDIRECTS = 5;

    /** A backend with the deadlines converted, and a listener whose exceptions do no harm. */
    public static Backend of(
            String name,
            Medium medium,
            PoolConfig pool,
            Timeouts timeouts,
            Limits limits,
            Spooling spooling,
            @Nullable BodyFileAccess bodyFileAccess,
            SendfileRoots sendfileRoots,
            @Nullable GatewayListener listener) {
        return of(
                name,
                name,
                medium,
                pool,
                timeouts,
                limits,
                spooling,
                bodyFileAccess,
                sendfileRoots,
                USUAL_REDIRECTS,
                listener);
    }

    /** The same with a label and a limit for redirects. */
    static Backend of(
            String label,
            String name,
            Medium medium,
            PoolConfig pool,
            Timeouts timeouts,
            Limits limits,
            Spooling spooling,
            @Nullable BodyFileAccess bodyFileAccess,
            SendfileRoots sendfileRoots,
            int maxRedirects,
            @Nullable GatewayListener listener) {
        return new Backend(
                label,
                name,
                medium,
                pool,
                timeouts,
                TimeoutNanos.of(timeouts),
                limits,
                spooling,
                bodyFileAccess,
                new HandoffResolver(sendfileRoots),
                maxRedirects,
                SafeListener.of(listener),
                new LineThrottle(limits.stderrLinesPerSecond(), System::nanoTime));
    }

    /** A backend for a health probe: one connection, no listener. */
    public static Backend forProbe(String name, Timeouts timeouts) {
        return of(
                name,
                Medium.CONNECTION,
                PoolConfig.of(1),
                timeouts,
                Limits.defaults(),
                Spooling.defaults(),
                null,
                SendfileRoots.none(),
                null);
    }

    /** This backend with the deadlines of a request, if it has any of its own. */
    public Backend with(@Nullable Timeouts value) {
        if (value == null) {
            return this;
        }
        return new Backend(
                label,
                name,
                medium,
                pool,
                value,
                TimeoutNanos.of(value),
                limits,
                spooling,
                bodyFileAccess,
                handoffs,
                maxRedirects,
                listener,
                errorLines);
    }

    /** A duration as messages show it. */
    public static String text(Duration duration) {
        return DurationText.of(duration);
    }
}
