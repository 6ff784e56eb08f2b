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
 * Asks a servlet container whether it is well. Each question uses a connection of its own, which is closed afterwards,
 * so it neither disturbs nor waits for a gateway's exchanges. The container's connector must have room for one more
 * connection.
 *
 * <p>The questions of one probe share the look-ups of the host's name. Reuse one probe: while the name service hangs,
 * each new probe may leave a thread behind.
 *
 * <p>Safe for use by any number of threads. Every method blocks its caller at most for the timeout to connect, and for
 * the timeout again to get the answer.
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
     * Connects and closes. Success says little more than that the connector's socket exists, because the kernel accepts
     * the connection.
     *
     * @throws GatewayException if the connection cannot be made in time
     */
    public void connect() throws GatewayException {
        ProbeConnection.open(backend, target).close();
    }

    /**
     * Sends CPING and waits for CPONG. The connector answers without asking an application and without checking the
     * secret. So success shows that a thread of the container is free and serves AJP.
     *
     * @throws GatewayException if the answer does not come in time, or is not CPONG
     */
    public void ping() throws GatewayException {
        try (ProbeConnection connection = ProbeConnection.open(backend, target)) {
            PingExchange.ping(connection);
        }
    }

    /**
     * A probe that calls {@link #connect}.
     *
     * @return a probe of the container's health
     */
    public HealthProbe byConnecting() {
        return this::connect;
    }

    /**
     * A probe that calls {@link #ping}.
     *
     * @return a probe of the container's health
     */
    public HealthProbe byPing() {
        return this::ping;
    }
}
