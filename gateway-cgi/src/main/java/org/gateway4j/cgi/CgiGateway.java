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
import org.gateway4j.cgi.internal.LauncherKind;
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
 * The gateway to executables by CGI/1.1 (RFC 3875). Each request starts a process.
 *
 * <p>The script gets the meta-variables of the RFC and those that every server adds: {@code SCRIPT_FILENAME},
 * {@code REQUEST_URI}, {@code REMOTE_PORT}, {@code HTTPS} and so on. From this process's own environment it gets only
 * the variables that {@link Builder#inherit} names. Request header fields become {@code HTTP_*} variables, except
 * {@code Authorization} (see {@link Builder#passAuthorization}) and {@code Proxy}. The script runs in its own
 * directory, without a shell and without arguments. An executable file that the system cannot execute, because it has
 * no {@code #!} line, runs as a shell script, as with other servers.
 *
 * <p>A body of unknown length is spooled by default, so that {@code CONTENT_LENGTH} is true. With
 * {@link Spooling.Mode#STREAM_ALL} such a body streams, at any size: {@code CONTENT_LENGTH} is absent, and the input
 * ends with the body. This suits programs that read to the end of their input, as {@code git http-backend} does. Most
 * programs read as much as {@code CONTENT_LENGTH} says, and nothing without it: by RFC 3875 a server must set it if
 * there is a body (section 4.1.2), and need not end the input (section 4.2). A script need not read its input.
 *
 * <p>The script's output streams. A response is truncated if a signal ends the script ({@link ExitPolicy}). A status
 * line before the header fields, which scripts with non-parsed headers write, is understood. A response of declared
 * length ends with its last byte. Any other response ends with the end of the script's output. The script may continue
 * after that, until {@link Timeouts#exchange} ends it. Until it ends, it counts as a process of
 * {@link ProcessConfig#maxProcesses}.
 *
 * <p>A script may leave another program behind, such as a service that it starts. As long as that program holds the
 * script's output open, the program's output belongs to the response, as with other servers. If the program writes
 * nothing for {@link Timeouts#read}, the response fails, because it may not be complete. A script that starts a service
 * should redirect the service's output ({@code >/dev/null 2>&1 &}) or declare the length of its response. After a
 * response has ended, writes of the program to that output fail.
 *
 * <p>When a response is given up, by a deadline, an interrupt or an early close, the script and all processes that it
 * has started are told to end (TERM) and killed after {@link ProcessConfig#grace}. A process that has detached itself
 * from the script earlier, as daemons do, is not found and lives on. {@link #close} ends all scripts in this way and
 * waits for them.
 *
 * <p>There are two ways to start processes ({@link LauncherChoice}). In two things they differ for scripts:
 *
 * <ul>
 *   <li>The portable one finds what a script has started in the process table. A shell's {@code kill} stops processes
 *       while the table is read, so that none can start another one unseen. The native one signals the process group
 *       of the script.
 *   <li>The portable one passes variables as text in the encoding of the JVM's environment: UTF-8 in a UTF-8 locale,
 *       ASCII in the POSIX locale. Run the host in a UTF-8 locale. In an ASCII locale the gateway logs a warning when it
 *       is built. A header field with octets that this encoding cannot express does not reach the script. If a condition
 *       ({@code If-Match} and the like), the path, the query or any other variable has such octets, the request is
 *       refused with 400. The native one passes every octet but NUL.
 * </ul>
 *
 * <p>Safe for use by any number of threads. Starts nothing before the first request.
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
        LauncherKind launcher = LauncherKind.of(builder.launcher, backend.name());
        CgiSettings settings = new CgiSettings(
                builder.processes,
                launcher.configured(builder.environment),
                builder.workingDirectory,
                builder.authorization,
                builder.queryAsArguments,
                builder.serverSoftware,
                builder.exitPolicy);
        warnOfAscii(backend.name(), launcher.text());
        scripts = builder.scripts;
        variables = new AddedVariables(builder.variables);
        environment = new Environment(settings, backend.limits(), launcher.text());
        dispatcher = new Dispatcher<>(
                backend,
                PingPolicy.NEVER,
                watchdog -> new ProcessOpener(backend, settings, environment, launcher, watchdog));
    }

    private static void warnOfAscii(String name, NativeText text) {
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
     * Ends all processes and the processes that these have started, and waits until they are gone: at most for
     * {@link ProcessConfig#grace} and a few seconds. If the calling thread is interrupted, they are killed at once.
     */
    @Override
    public void close() {
        dispatcher.close();
    }

    /**
     * Collects the settings of a gateway. All settings have defaults. {@link Timeouts#connect} is the deadline for
     * starting a process. {@link Limits#requestHead} bounds the size of its environment. A spool file becomes the
     * script's input without a copy. The directory of {@code spooling} also holds the named pipes of scripts, until
     * the gateway is closed. A {@code listener} hears of processes as connections. Not safe for use by several
     * threads.
     */
    // What a host sees of the superclass is GatewayBuilder.
    @SuppressWarnings("exports")
    public static final class Builder extends BackendBuilder<Builder> {

        private final CgiScriptMapper scripts;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private ProcessConfig processes = ProcessConfig.defaults();
        private LauncherChoice launcher = LauncherChoice.AUTOMATIC;
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
         * The number of processes, how they end, and what they may use. Default {@link ProcessConfig#defaults}. The build
         * fails with an {@link IllegalStateException} where the host cannot set one of the
         * {@link ProcessConfig#attributes}.
         *
         * @param value the configuration
         * @return this builder
         */
        public Builder processes(ProcessConfig value) {
            processes = value;
            return this;
        }

        /**
         * How processes are started, decided when the gateway is built. Default {@link LauncherChoice#AUTOMATIC}: natively
         * where the JVM allows native access and the system has what it takes, otherwise by the JDK.
         *
         * <p>With the native launcher each script leads a session of its own, which is signalled as one, and variables
         * of a request hold any octet but NUL. {@link Timeouts#connect} bounds the wait for a start's turn, not the start
         * itself. Error output arrives on the thread that waits for the response, and on another one while none waits.
         *
         * @param value the choice. With {@link LauncherChoice#NATIVE}, the build fails with an
         *     {@link IllegalStateException} that names the reason where it does not work
         * @return this builder
         */
        public Builder launcher(LauncherChoice value) {
            launcher = value;
            return this;
        }

        /**
         * Adds variables to each request, by the rules of {@link GatewayRequest.Builder#variable}. They replace
         * variables of the request with the same name. Default none.
         *
         * @param value returns names and values for a request. The thread that dispatches the request calls it
         * @return this builder
         */
        public Builder variables(Function<? super GatewayRequest, Map<String, String>> value) {
            variables = value;
            return this;
        }

        /**
         * Adds a variable that every script gets. A variable with the same name that follows from a request replaces
         * it. Default none.
         *
         * @param name the name, such as {@code PATH}
         * @param value its value
         * @return this builder
         * @throws IllegalArgumentException as {@link GatewayRequest.Builder#variable}; also if the name begins with
         *     {@code HTTP_}, which is for request header fields only, or if the encoding of this JVM's environment
         *     cannot express the value
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
         * Passes variables of this process's environment to every script, as far as they are set now. Default none: a
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
         * The working directory of scripts. Default: the directory in which each script lies (RFC 3875 section 7.2).
         *
         * @param value the directory
         * @return this builder
         */
        public Builder workingDirectory(Path value) {
            workingDirectory = value;
            return this;
        }

        /**
         * Whether the Authorization field is passed on, as {@code HTTP_AUTHORIZATION}. This is for scripts that check
         * passwords themselves. Default false (RFC 3875 section 4.1.18), because other users of the machine may be able
         * to read a process's environment.
         *
         * @param value whether it is passed on
         * @return this builder
         */
        public Builder passAuthorization(boolean value) {
            authorization = value;
            return this;
        }

        /**
         * Whether the words of a GET or HEAD query without an equals sign are passed as arguments (RFC 3875 section
         * 4.4). All words must consist of ASCII letters, digits and {@code _.,:@+-}, and none may begin with a hyphen
         * or a dot; otherwise no word is passed. Default false, because arguments from clients made CVE-2012-1823,
         * CVE-2019-0232 and CVE-2024-4577 possible. On Windows no arguments are ever passed.
         *
         * @param value whether the words are passed
         * @return this builder
         */
        public Builder passQueryAsArguments(boolean value) {
            queryAsArguments = value;
            return this;
        }

        /**
         * Which exit statuses mark a response as truncated after it has begun. Default
         * {@link ExitPolicy#ANY_BUT_SIGNALS}: only the response of a script that was killed is truncated.
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
         * Builds the gateway. Nothing is started.
         *
         * @return the gateway
         */
        @Override
        public CgiGateway build() {
            return new CgiGateway(this);
        }

        /**
         * Makes a gateway for event loops. Nothing is started. A thread of the {@code executor} waits for each program in place
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
