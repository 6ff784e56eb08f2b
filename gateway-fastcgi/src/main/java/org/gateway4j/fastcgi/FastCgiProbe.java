package org.gateway4j.fastcgi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.HealthProbe;
import org.gateway4j.Phase;
import org.gateway4j.PoolConfig;
import org.gateway4j.Timeouts;
import org.gateway4j.fastcgi.internal.FpmDiagnosis;
import org.gateway4j.fastcgi.internal.ManagementExchange;
import org.gateway4j.internal.blocking.ProbeConnection;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.wire.Target;
import org.gateway4j.script.Script;

/**
 * Asks an application whether it is well. Each question uses a connection of its own, which is closed afterwards, so it
 * neither disturbs nor waits for a gateway's exchanges. But it needs a free worker of the application. So if the answer
 * does not come in time, the application may have failed or may be overloaded.
 *
 * <p>The questions of one probe share the look-ups of the host's name. Reuse one probe: while the name service hangs,
 * each new probe may leave a thread behind.
 *
 * <p>Safe for use by any number of threads. Every method blocks its caller at most for the timeout to connect, and for
 * the timeout again to get the answer.
 */
public final class FastCgiProbe {

    private static final int LONGEST_PAGE = 64 * 1024;

    private final Target target;
    private final Timeouts timeouts;
    private final Backend backend;

    private FastCgiProbe(Endpoint endpoint, Duration timeout) {
        this.target = new Target(endpoint);
        this.timeouts = Timeouts.of(timeout);
        this.backend = Backend.forProbe("fastcgi " + endpoint, timeouts);
    }

    /**
     * A probe of an application.
     *
     * @param endpoint where the application listens
     * @param timeout the longest time to connect, and the longest time for an answer
     * @return a probe
     */
    public static FastCgiProbe of(Endpoint endpoint, Duration timeout) {
        return new FastCgiProbe(endpoint, timeout);
    }

    /**
     * Connects and closes. Success says little more than that the application's socket exists, because the kernel
     * accepts the connection.
     *
     * @throws GatewayException if the connection cannot be made in time
     */
    public void connect() throws GatewayException {
        ProbeConnection.open(backend, target).close();
    }

    /**
     * Asks for the application's capabilities by GET_VALUES.
     *
     * @return the capabilities that the application states
     * @throws GatewayException if the application does not answer in time, or closes the connection, as some
     *     applications do
     */
    public Capabilities capabilities() throws GatewayException {
        try (ProbeConnection connection = ProbeConnection.open(backend, target)) {
            return ManagementExchange.capabilities(connection);
        }
    }

    /**
     * Asks for PHP-FPM's ping page.
     *
     * @param path its path, {@code ping.path}
     * @return the text of the page, by default {@code pong}
     * @throws GatewayException if the answer does not come in time, or has a status other than 200
     */
    public String ping(String path) throws GatewayException {
        return page(path);
    }

    /**
     * Asks for PHP-FPM's status page.
     *
     * @param path its path, {@code pm.status_path}
     * @return its figures
     * @throws GatewayException if the answer does not come in time, or is not a status page
     */
    public FpmStatus status(String path) throws GatewayException {
        String page = page(path);
        try {
            return FpmStatus.parse(page);
        } catch (IllegalArgumentException e) {
            throw new BackendFailureException(backend.name(), Phase.BODY, true, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * A probe that calls {@link #connect}.
     *
     * @return a probe of the application's health
     */
    public HealthProbe byConnecting() {
        return this::connect;
    }

    /**
     * A probe that calls {@link #capabilities}: the application is well if it answers, whatever the answer is.
     *
     * @return a probe of the application's health
     */
    public HealthProbe byCapabilities() {
        return this::capabilities;
    }

    /**
     * A probe that calls {@link #ping}: the application is well if the page comes with status 200.
     *
     * @param path the ping page's path
     * @return a probe of the application's health
     */
    public HealthProbe byPing(String path) {
        return () -> ping(path);
    }

    /**
     * A probe that calls {@link #status}: the application is well if the page comes and can be parsed.
     *
     * @param path the status page's path
     * @return a probe of the application's health
     */
    public HealthProbe byStatus(String path) {
        return () -> status(path);
    }

    private String page(String path) throws GatewayException {
        ErrorLines errors = new ErrorLines();
        try (FastCgiGateway gateway = FastCgiGateway.builder(target)
                        .scripts(request -> new Script(path, "", path, null))
                        .pool(PoolConfig.of(1))
                        .keepConnections(false)
                        .timeouts(timeouts)
                        .listener(errors)
                        .build();
                GatewayResponse response =
                        gateway.dispatch(GatewayRequest.get(path).build())) {
            String text = text(response);
            if (response.status() != 200) {
                throw new BackendFailureException(
                        backend.name(),
                        Phase.BODY,
                        true,
                        path + " answered with status " + response.status() + errors.explained(),
                        null);
            }
            return text;
        }
    }

    private String text(GatewayResponse response) throws GatewayException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] piece = new byte[4096];
        ByteBuffer target = ByteBuffer.wrap(piece);
        for (int count = response.read(target); count >= 0; count = response.read(target.clear())) {
            text.write(piece, 0, count);
            if (text.size() > LONGEST_PAGE) {
                throw new BackendFailureException(
                        backend.name(), Phase.BODY, true, "page is longer than " + LONGEST_PAGE + " bytes", null);
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Keeps the last error output of the application. */
    private static final class ErrorLines implements GatewayListener {

        private volatile String last = "";

        @Override
        public void applicationError(GatewayRequest request, String text) {
            last = text;
        }

        String explained() {
            String explanation = FpmDiagnosis.explain(last);
            return last.isEmpty() ? "" : ": " + last + (explanation.isEmpty() ? "" : " (" + explanation + ")");
        }
    }
}
