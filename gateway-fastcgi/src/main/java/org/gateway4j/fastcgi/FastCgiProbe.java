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
 * Asks an application whether it is well. Each question goes over a connection of its own that is closed afterwards, so it
 * neither disturbs nor waits for a gateway's exchanges; but it needs a free worker of the application, so an answer that
 * does not come in time means overload as well as failure.
 *
 * <p>Questions share the look-ups of the host's name: ask one probe again rather than make a new one for each question, or
 * each may leave a thread behind while the name service hangs.
 *
 * <p>Safe for use by any number of threads. Every method blocks its caller for the timeout at most to connect,
 * and for as long again to have its answer.
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
     * Connects and closes. That the kernel accepts says little more than that the application's socket exists.
     *
     * @throws GatewayException if it cannot be connected in time
     */
    public void connect() throws GatewayException {
        ProbeConnection.open(backend, target).close();
    }

    /**
     * Asks by GET_VALUES for what the application is capable of.
     *
     * @return what it says
     * @throws GatewayException if it does not answer in time or at all; some applications close the connection instead
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
     * @return what it answers, as a rule {@code pong}
     * @throws GatewayException if it does not answer in time, or not with status 200
     */
    public String ping(String path) throws GatewayException {
        return page(path);
    }

    /**
     * Asks for PHP-FPM's status page.
     *
     * @param path its path, {@code pm.status_path}
     * @return its figures
     * @throws GatewayException if it does not answer in time, or not with a status page
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
     * {@link #connect} as a probe.
     *
     * @return a probe of the application's health
     */
    public HealthProbe byConnecting() {
        return this::connect;
    }

    /**
     * {@link #capabilities} as a probe: the application is well if it answers, whatever it is capable of.
     *
     * @return a probe of the application's health
     */
    public HealthProbe byCapabilities() {
        return this::capabilities;
    }

    /**
     * {@link #ping} as a probe: the application is well if the page comes with status 200.
     *
     * @param path the ping page's path
     * @return a probe of the application's health
     */
    public HealthProbe byPing(String path) {
        return () -> ping(path);
    }

    /**
     * {@link #status} as a probe: the application is well if the page comes and can be read.
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

    /** Remembers what the application says of itself beside its answer. */
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
