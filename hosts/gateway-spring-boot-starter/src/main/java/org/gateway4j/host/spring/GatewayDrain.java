package org.gateway4j.host.spring;

import java.time.Duration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Drains the routes when the application ends: after the web server has had its time for a graceful shutdown, and before it is
 * stopped. With {@code server.shutdown=immediate}, exchanges thus run to their end too.
 *
 * <p>A context that is paused or stopped, and may start again, drains nothing: a drained gateway never serves again.
 */
final class GatewayDrain implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {

    private enum State {
        STOPPED,
        RUNNING,
        CLOSING
    }

    private final GatewayRoutes routes;
    private final ApplicationContext context;
    private final Duration longest;
    private volatile State state = State.STOPPED;

    GatewayDrain(GatewayRoutes routes, ApplicationContext context, Duration longest) {
        this.routes = routes;
        this.context = context;
        this.longest = longest;
    }

    /** Just below that of the graceful shutdown: lower phases stop later. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 512;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public void start() {
        state = State.RUNNING;
        routes.log();
    }

    @Override
    public boolean isRunning() {
        return state != State.STOPPED;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext().equals(context)) {
            state = State.CLOSING;
        }
    }

    @Override
    public void stop() {
        boolean closing = state == State.CLOSING;
        state = State.STOPPED;
        if (closing) {
            drain();
        }
    }

    /** The phase waits for the callback, for its time-out at most: a thread of its own lets it give up. */
    @Override
    public void stop(Runnable callback) {
        Thread thread = new Thread(
                () -> {
                    try {
                        stop();
                    } finally {
                        callback.run();
                    }
                },
                "gateway4j-drain");
        thread.setDaemon(true);
        thread.start();
    }

    private void drain() {
        try {
            routes.drain(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
