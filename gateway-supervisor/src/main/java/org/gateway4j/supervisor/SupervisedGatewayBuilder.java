package org.gateway4j.supervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.balancer.Balancer;
import org.gateway4j.balancer.MemberSpec;
import org.gateway4j.balancer.Queueing;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.supervisor.internal.BalancerRotation;
import org.gateway4j.supervisor.internal.LimitedOutput;
import org.gateway4j.supervisor.internal.Places;
import org.gateway4j.supervisor.internal.Recipe;
import org.gateway4j.supervisor.internal.Supervision;
import org.gateway4j.supervisor.internal.SupervisionConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of a {@link SupervisedGateway}. Each but {@link #scripts} has a default. Every setter returns the builder and throws
 * {@link NullPointerException} for null. Not safe for use by several threads.
 */
public final class SupervisedGatewayBuilder {

    private static final Logger OUTPUT = LoggerFactory.getLogger("org.gateway4j.supervisor.output");
    private static final int MOST_PROCESSES = 1000;

    private final Recipe recipe;
    private String name;
    private @Nullable ScriptMapper scripts;
    private UnaryOperator<FastCgiGateway.Builder> gateway = UnaryOperator.identity();
    private int processes = 1;
    private Path socketDirectory = Path.of(System.getProperty("java.io.tmpdir"));
    private Duration startTimeout = Duration.ofSeconds(10);
    private Duration drain = Duration.ofSeconds(30);
    private Duration grace = Duration.ofSeconds(5);
    private Restarts restarts = Restarts.defaults();
    private Recycling recycling = Recycling.none();
    private Queueing queueing = Queueing.defaults();
    private @Nullable Consumer<String> output;

    SupervisedGatewayBuilder(Recipe recipe) {
        this.recipe = recipe;
        this.name = recipe.name();
    }

    /**
     * The mapper from requests to scripts. Required.
     *
     * @param value the mapper
     * @return this builder
     */
    public SupervisedGatewayBuilder scripts(ScriptMapper value) {
        scripts = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Changes the settings of the gateways to the processes, such as their timeouts. The endpoint, the scripts and the cap on
     * connections are set already: the cap is the number of workers of a process.
     *
     * @param change returns the builder that it gets; called for each process
     * @return this builder
     */
    public SupervisedGatewayBuilder gateway(UnaryOperator<FastCgiGateway.Builder> change) {
        gateway = Objects.requireNonNull(change);
        return this;
    }

    /**
     * The name of the gateway in messages, the log and thread names. Default the name of the program.
     *
     * @param value the name, such as {@code shop}
     * @return this builder
     * @throws IllegalArgumentException if it is empty
     */
    public SupervisedGatewayBuilder name(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the name of a supervised gateway is empty");
        }
        name = value;
        return this;
    }

    /**
     * How many processes run, apart from their children. Default 1: PHP-FPM and php-cgi have workers of their own. A
     * program that serves one request at a time needs a process for each.
     *
     * @param value 1 to 1000
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public SupervisedGatewayBuilder processes(int value) {
        Settings.checkWithin("processes of " + name, value, 1, MOST_PROCESSES);
        processes = value;
        return this;
    }

    /**
     * The directory in which the private directory of the processes is made, with their sockets and configurations. Default
     * that of temporary files. The path of a socket has at most 107 bytes, and 44 of them are below this directory.
     *
     * @param value an existing directory, whose path has only letters, digits and {@code / . _ - +}
     * @return this builder
     */
    public SupervisedGatewayBuilder socketDirectory(Path value) {
        socketDirectory = Objects.requireNonNull(value);
        return this;
    }

    /**
     * The longest time from the start of a process until it answers. Default 10 s: then it is killed, and has failed.
     *
     * @param value a positive time
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public SupervisedGatewayBuilder startTimeout(Duration value) {
        Settings.checkPositive("startTimeout", value);
        startTimeout = value;
        return this;
    }

    /**
     * How long requests of a process that is replaced may go on. Default 30 s: then they are aborted.
     *
     * @param value a time, not negative
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public SupervisedGatewayBuilder drain(Duration value) {
        Settings.checkNotNegative("drain", value);
        drain = value;
        return this;
    }

    /**
     * How long a process may take to end after a signal, before it gets the next one: QUIT for PHP-FPM, TERM, KILL. Default 5 s.
     *
     * @param value a positive time
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public SupervisedGatewayBuilder grace(Duration value) {
        Settings.checkPositive("grace", value);
        grace = value;
        return this;
    }

    /**
     * When a process that failed is started again. Default {@link Restarts#defaults}.
     *
     * @param change returns the new settings, given the present ones
     * @return this builder
     */
    public SupervisedGatewayBuilder restarts(UnaryOperator<Restarts> change) {
        restarts = change.apply(restarts);
        return this;
    }

    /**
     * When a process that is well is replaced. Default {@link Recycling#none}.
     *
     * @param change returns the new settings, given the present ones
     * @return this builder
     */
    public SupervisedGatewayBuilder recycling(UnaryOperator<Recycling> change) {
        recycling = change.apply(recycling);
        return this;
    }

    /**
     * How requests wait while all workers are busy or no process is ready. Default {@link Queueing#defaults}.
     *
     * @param change returns the new settings, given the present ones
     * @return this builder
     */
    public SupervisedGatewayBuilder queueing(UnaryOperator<Queueing> change) {
        queueing = change.apply(queueing);
        return this;
    }

    /**
     * Gets each line that a process writes to its output or error output, without control characters, of at most 8 KiB. Default:
     * the logger {@code org.gateway4j.supervisor.output} at level INFO, which gets at most 100 lines a second.
     *
     * @param value called by a thread of each process; while it blocks, the process may have to wait
     * @return this builder
     */
    public SupervisedGatewayBuilder output(Consumer<String> value) {
        output = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Makes the gateway. Nothing is started, opened or written.
     *
     * @return the gateway
     * @throws IllegalStateException if {@link #scripts} is not set
     * @throws IllegalArgumentException if the path of {@link #socketDirectory} is too long or has other characters
     */
    public SupervisedGateway build() {
        ScriptMapper mapper = scripts;
        if (mapper == null) {
            throw new IllegalStateException(name + ": scripts is not set; the gateway cannot map requests");
        }
        Path parent = socketDirectory.toAbsolutePath();
        Places.check(parent, recipe.listensOnPort());
        SupervisionConfig config = config();
        UnaryOperator<FastCgiGateway.Builder> change = gateway;
        Balancer balancer = Balancer.builder()
                .name(name)
                .queueing(present -> queueing)
                // Never tells of anything, so that requests wait while there is no member.
                .members(subscriber -> () -> {}, SupervisedGatewayBuilder::noMember, drain)
                .build();
        return new SupervisedGateway(name, balancer, toHold -> supervise(config, toHold, parent, mapper, change));
    }

    private SupervisionConfig config() {
        String shown = name;
        return new SupervisionConfig(
                name,
                recipe,
                processes,
                startTimeout,
                drain,
                grace,
                restarts,
                recycling,
                output == null
                        ? new LimitedOutput(line -> OUTPUT.info("{}: {}", shown, line), System::nanoTime)
                        : output,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    private static Supervision supervise(
            SupervisionConfig config,
            Balancer balancer,
            Path parent,
            ScriptMapper mapper,
            UnaryOperator<FastCgiGateway.Builder> change)
            throws IOException {
        BalancerRotation rotation = new BalancerRotation(
                balancer.members(),
                (endpoint, workers) -> change.apply(
                                FastCgiGateway.builder(endpoint).scripts(mapper))
                        .pool(pool -> pool.withMaxConnections(workers))
                        .build());
        return Supervision.of(
                config, rotation, Places.in(parent, config.recipe().listensOnPort()));
    }

    private static MemberSpec<Gateway> noMember(Endpoint endpoint) {
        throw new IllegalStateException("no endpoint is told of: " + endpoint);
    }
}
