package org.gateway4j.ajp;

import java.time.Duration;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayException;
import org.gateway4j.HealthProbe;
import org.gateway4j.Timeouts;
import org.gateway4j.ajp.internal.PingExchange;
import org.gateway4j.internal.blocking.ProbeConnection;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.wire.Target;

/**
 * Asks a servlet container whether it is well. Each question goes over a connection of its own that is closed afterwards, so it
 * neither disturbs nor waits for a gateway's exchanges. The container's connector must have room for one more connection.
 *
 * <p>Questions share the look-ups of the host's name: ask one probe again rather than make a new one for each question, or
 * each may leave a thread behind while the name service hangs.
 *
 * <p>Safe for use by any number of threads. Every method blocks its caller for the timeout at most to connect, and for as
 * long again to have its answer.
 */
public final class AjpProbe {

    private final Target target;
    private final Backend backend;

    private AjpProbe(Endpoint endpoint, Duration timeout) {
        this.target = new Target(endpoint);
        this.backend = Backend.forProbe(
                "ajp " + endpoint, Timeouts.defaults().withConnect(timeout).withHead(timeout));
    }

    /**
     * A probe of a container.
     *
     * @param endpoint where its AJP connector listens
     * @param timeout the longest time to connect, and the longest time for an answer
     * @return a probe
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public static AjpProbe of(Endpoint endpoint, Duration timeout) {
        return new AjpProbe(endpoint, timeout);
    }

    /**
     * Connects and closes. That the kernel accepts says little more than that the connector's socket exists.
     *
     * @throws GatewayException if it cannot be connected in time
     */
    public void connect() throws GatewayException {
        ProbeConnection.open(backend, target).close();
    }

    /**
     * Sends CPING and waits for CPONG. The connector answers it without asking any application, and whatever the secret: a thread
     * of the container is free and serves AJP.
     *
     * @throws GatewayException if it does not answer in time, or with something else
     */
    public void ping() throws GatewayException {
        try (ProbeConnection connection = ProbeConnection.open(backend, target)) {
            PingExchange.ping(connection);
        }
    }

    /**
     * {@link #connect} as a probe.
     *
     * @return a probe of the container's health
     */
    public HealthProbe byConnecting() {
        return this::connect;
    }

    /**
     * {@link #ping} as a probe.
     *
     * @return a probe of the container's health
     */
    public HealthProbe byPing() {
        return this::ping;
    }
}
