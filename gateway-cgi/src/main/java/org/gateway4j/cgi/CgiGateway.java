package org.gateway4j.cgi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Limits;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolStats;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.cgi.internal.CgiCall;
import org.gateway4j.cgi.internal.CgiSettings;
import org.gateway4j.cgi.internal.Environment;
import org.gateway4j.cgi.internal.NativeText;
import org.gateway4j.cgi.internal.ProcessOpener;
import org.gateway4j.internal.blocking.Dispatcher;
import org.gateway4j.internal.body.BodyFileAccess;
import org.gateway4j.internal.body.SourceThreads;
import org.gateway4j.internal.cgi.AddedVariables;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.exchange.BackendBuilder;
import org.gateway4j.internal.exchange.Medium;
import org.gateway4j.internal.exchange.PingPolicy;
import org.gateway4j.internal.exchange.Preparation;
import org.gateway4j.internal.http.Octets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway to executables by CGI/1.1 (RFC 3875): each request starts a process.
 *
 * <p>The script gets the meta-variables of the RFC and, as every server adds them, {@code SCRIPT_FILENAME}, {@code
 * REQUEST_URI}, {@code REMOTE_PORT}, {@code HTTPS} and so on; of this process's own environment it gets what {@link
 * Builder#inherit} names and nothing else. Request headers become {@code HTTP_*} variables; {@code Authorization} and {@code
 * Proxy} do not. It runs in its own directory, without a shell, and without arguments. An executable file that the system
 * does not know how to execute, since it has no {@code #!} line, is a shell script, as everywhere.
 *
 * <p>A body of unknown length is spooled by default, so that {@code CONTENT_LENGTH} is true. With {@link Spooling.Mode#STREAM_ALL} it
 * streams, at any size: {@code CONTENT_LENGTH} is absent, and the input ends with the body. This suits programs that read to
 * the end of their input, as {@code git http-backend} does. Most read as much as {@code CONTENT_LENGTH} says, and nothing
 * without it: by RFC 3875 a server must set it if there is a body (section 4.1.2), and need not end the input (section 4.2).
 * The script need not read its input.
 *
 * <p>Its output streams. A response is {@linkplain ExitPolicy cut short} if a signal ends the script. A status line before the
 * header fields, which scripts with non-parsed headers write, is understood. A response of declared length ends with its last
 * byte, any other with the end of the script's output. The script may go on after that, until {@link Timeouts#exchange} ends
 * it, and counts as a process meanwhile.
 *
 * <p>A script may leave another program behind, such as a service that it starts. As long as that program holds the script's
 * output open, its output belongs to the response, as with other servers. If it writes nothing for {@link Timeouts#read} the
 * response fails, because it may not be whole. A script that starts a service should redirect the service's output ({@code
 * >/dev/null 2>&1 &}) or declare the length of its response. Once a response has ended, the program's writes to that output
 * fail.
 *
 * <p>Where a response is given up, by a deadline, an interrupt or an early close, the script and all that it has started are
 * told to end (TERM) and killed after {@link ProcessConfig#grace}. A shell's {@code kill} stops them while the process table is
 * read, so that none can start another unseen. A process that has detached itself from the script before, as daemons do, is
 * not found and lives on. Closing the gateway does that to all scripts and waits for them.
 *
 * <p>The JDK hands variables to a process as text in the encoding of its environment: UTF-8 in a UTF-8 locale, ASCII in the
 * POSIX locale. Run the host in a UTF-8 locale; in an ASCII one the gateway logs a warning when it is built. A header field
 * with other octets does not reach the script. If a condition ({@code If-Match} and the like), the path, the query or any
 * other variable has such octets, the request is refused with 400.
 *
 * <p>Safe for use by any number of threads. Starts nothing until the first request.
 */
public final class CgiGateway implements Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(CgiGateway.class);

    private final CgiScriptMapper scripts;
    private final AddedVariables variables;
    private final Environment environment;
    private final Dispatcher<CgiCall> dispatcher;
    private final Preparation<CgiCall> preparation = this::call;

    private CgiGateway(Builder builder) {
        Backend backend = builder.backend();
        CgiSettings settings = new CgiSettings(
                builder.processes,
                Map.copyOf(builder.environment),
                builder.workingDirectory,
                builder.authorization,
                builder.queryAsArguments,
                builder.serverSoftware,
                builder.exitPolicy);
        warnOfAscii(backend.name());
        scripts = builder.scripts;
        variables = new AddedVariables(builder.variables);
        environment = new Environment(settings, backend.limits());
        dispatcher = new Dispatcher<>(
                backend, PingPolicy.NEVER, watchdog -> new ProcessOpener(backend, settings, environment, watchdog));
    }

    private static void warnOfAscii(String name) {
        NativeText text = NativeText.ofThisJvm();
        if (text.isAsciiOnly()) {
            LOG.warn(
                    "{}: the encoding of this JVM's environment is {}: requests with other octets in their path or query are"
                            + " refused, and header fields that have some do not reach scripts; run it in a UTF-8 locale, such"
                            + " as LC_ALL=C.UTF-8",
                    name,
                    text.charset());
        }
    }

    /** A process serves once. */
    private static PoolConfig pool(ProcessConfig processes) {
        return PoolConfig.of(processes.maxProcesses())
                .withMaxIdle(0)
                .withMaxUses(1)
                .withMaxWaiters(processes.maxWaiters());
    }

    /**
     * A builder of a gateway.
     *
     * @param scripts which program a request is for
     * @return a new builder
     */
    public static Builder builder(CgiScriptMapper scripts) {
        return new Builder(scripts);
    }

    @Override
    public GatewayResponse dispatch(GatewayRequest request) throws GatewayException {
        return dispatcher.dispatch(request, preparation);
    }

    @Override
    public GatewayCall newCall(GatewayRequest request) {
        return dispatcher.newCall(request, preparation);
    }

    private CgiCall call(GatewayRequest request) throws GatewayException {
        GatewayRequest complete = variables.addTo(request);
        return environment.requireSendable(new CgiCall(complete, scripts.map(complete)));
    }

    @Override
    public String name() {
        return dispatcher.name();
    }

    @Override
    public boolean drain(Duration longest) throws InterruptedException {
        return dispatcher.drain(longest);
    }

    @Override
    public PoolStats stats() {
        return dispatcher.stats();
    }

    /**
     * Ends all processes and what they have started, and waits until they are gone: at most for {@link ProcessConfig#grace}
     * and a few seconds. Interrupted, it kills them at once.
     */
    @Override
    public void close() {
        dispatcher.close();
    }

    /**
     * Collects the properties of a gateway; all have defaults. {@link Timeouts#connect} is the deadline for starting a
     * process, {@link Limits#requestHead} the bound of its environment. A spool file becomes the script's input
     * as it is. The directory of {@link #spooling} also holds the named pipes of scripts, until the gateway is closed. To a
     * {@link #listener}, a process counts as a connection. Not safe for use by several threads.
     */
    // What a host sees of the superclass is GatewayBuilder.
    @SuppressWarnings("exports")
    public static final class Builder extends BackendBuilder<Builder> {

        private final CgiScriptMapper scripts;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private ProcessConfig processes = ProcessConfig.defaults();
        private ExitPolicy exitPolicy = ExitPolicy.ANY_BUT_SIGNALS;
        private @Nullable Function<? super GatewayRequest, Map<String, String>> variables;
        private @Nullable Path workingDirectory;
        private String serverSoftware = "Gateway4j";
        private boolean authorization;
        private boolean queryAsArguments;

        private Builder(CgiScriptMapper scripts) {
            super(Spooling.Mode.UNKNOWN_LENGTH, false);
            this.scripts = scripts;
        }

        @Override
        protected Builder self() {
            return this;
        }

        private Backend backend() {
            return backend("cgi", Medium.PROCESS, pool(processes), BodyFileAccess.ofWhatIsSpooled());
        }

        /**
         * How many processes there may be, and how they end. Default {@link ProcessConfig#defaults}.
         *
         * @param value the configuration
         * @return this builder
         */
        public Builder processes(ProcessConfig value) {
            processes = value;
            return this;
        }

        /**
         * Variables to add to each request, with the rules of {@link GatewayRequest.Builder#variable}. They win over those
         * of the request. Default none.
         *
         * @param value called with each request by the thread that dispatches it; returns names and values
         * @return this builder
         */
        public Builder variables(Function<? super GatewayRequest, Map<String, String>> value) {
            variables = value;
            return this;
        }

        /**
         * A variable that every script gets; those that follow from a request win over it. Default none.
         *
         * @param name the name, such as {@code PATH}
         * @param value its value
         * @return this builder
         * @throws IllegalArgumentException as {@link GatewayRequest.Builder#variable}, if the name begins with {@code HTTP_},
         *     as only request headers do, and if the value is no text in the encoding of this JVM's environment
         */
        public Builder environment(String name, String value) {
            checkSettable(name, value);
            environment.put(name, value);
            return this;
        }

        private static void checkSettable(String name, String value) {
            GatewayRequest.get("/").variable(name, value);
            if (name.startsWith("HTTP_")) {
                throw new IllegalArgumentException(
                        "environment variable " + name + ": scripts take it for a header of the request");
            }
            NativeText text = NativeText.ofThisJvm();
            if (text.of(Octets.utf8(value)) == null) {
                throw new IllegalArgumentException("environment variable " + name
                        + ": its value is no text in the encoding of this JVM's environment, " + text.charset());
            }
        }

        /**
         * Variables of this process's environment that every script gets too, as far as they are set. Default none: a
         * script finds its programs by the system's default path, and sees no secret of the host.
         *
         * @param names the names, such as {@code PATH}, {@code LANG}, {@code TZ}
         * @return this builder
         * @throws IllegalArgumentException as {@link #environment}
         */
        public Builder inherit(String... names) {
            for (String each : names) {
                String value = System.getenv(each);
                checkSettable(each, value == null ? "" : value);
                if (value != null) {
                    environment.put(each, value);
                }
            }
            return this;
        }

        /**
         * Where scripts run. Default the directory of each (RFC 3875 section 7.2).
         *
         * @param value the directory
         * @return this builder
         */
        public Builder workingDirectory(Path value) {
            workingDirectory = value;
            return this;
        }

        /**
         * Whether the Authorization header is passed on, as {@code HTTP_AUTHORIZATION}: for scripts that check passwords
         * themselves. Default false (RFC 3875 section 4.1.18): other users of the machine may be able to read a process's
         * environment.
         *
         * @param value whether
         * @return this builder
         */
        public Builder passAuthorization(boolean value) {
            authorization = value;
            return this;
        }

        /**
         * Whether the words of a query without an equals sign are passed as arguments (RFC 3875 section 4.4), if all of them
         * consist of ASCII letters, digits and {@code _.,:@+-} and none begins with a hyphen or a dot. Default false: arguments
         * from clients are how CVE-2012-1823, CVE-2019-0232 and CVE-2024-4577 came in. Never on Windows.
         *
         * @param value whether
         * @return this builder
         */
        public Builder passQueryAsArguments(boolean value) {
            queryAsArguments = value;
            return this;
        }

        /**
         * Which exit statuses of a script mark a response that has begun as truncated. Default {@link
         * ExitPolicy#ANY_BUT_SIGNALS}: only the response of a script that was killed is truncated.
         *
         * @param value the policy
         * @return this builder
         */
        public Builder exitPolicy(ExitPolicy value) {
            exitPolicy = value;
            return this;
        }

        /**
         * The value of {@code SERVER_SOFTWARE}. Default {@code Gateway4j}.
         *
         * @param value a product and version (RFC 3875 section 4.1.17)
         * @return this builder
         */
        public Builder serverSoftware(String value) {
            serverSoftware = value;
            return this;
        }

        /**
         * Makes the gateway. Nothing is started.
         *
         * @return the gateway
         */
        @Override
        public CgiGateway build() {
            return new CgiGateway(this);
        }

        /**
         * Makes a gateway for event loops. Nothing is started. A thread of the {@link #executor} waits for each program in place
         * of the loop.
         *
         * @return the gateway
         */
        public AsyncGateway buildAsync() {
            CgiGateway gateway = build();
            Executor given = executor();
            return AsyncGateway.over(gateway, given != null ? given : new SourceThreads(gateway.name()).executor());
        }
    }
}
