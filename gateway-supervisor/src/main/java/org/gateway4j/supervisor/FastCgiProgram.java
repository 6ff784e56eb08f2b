package org.gateway4j.supervisor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.gateway4j.Endpoint;
import org.gateway4j.HealthProbe;
import org.gateway4j.fastcgi.FastCgiProbe;
import org.gateway4j.supervisor.internal.CommandRecipe;
import org.gateway4j.supervisor.internal.Programs;
import org.gateway4j.supervisor.internal.Recipe;
import org.gateway4j.supervisor.internal.Variables;
import org.jspecify.annotations.Nullable;

/**
 * A program to be started that speaks FastCGI and listens where its command says. It must stay in the foreground, and end when it
 * gets TERM. Immutable; safe for use by any number of threads.
 */
public final class FastCgiProgram {

    private static final int MOST_WORKERS = 65_535;

    private final CommandRecipe recipe;

    private FastCgiProgram(CommandRecipe recipe) {
        this.recipe = recipe;
    }

    /**
     * A program that serves one request at a time.
     *
     * @param command the program and its arguments, of which one has <code>{socket}</code>, for the path of a private Unix socket,
     *     or <code>{port}</code>, for a free port of the loopback address. A program without a slash is looked for in {@code PATH}.
     *     No shell reads it
     * @return a program
     * @throws IllegalArgumentException if there is no program, or not exactly one of the two
     */
    public static FastCgiProgram of(List<String> command) {
        List<String> words = new ArrayList<>(command);
        if (!words.isEmpty() && words.get(0).indexOf('/') >= 0) {
            words.set(0, Programs.resolved(Path.of(words.get(0))).toString());
        }
        return new FastCgiProgram(new CommandRecipe(words, 1, Variables.none(), null, FastCgiProgram::byConnecting));
    }

    private static HealthProbe byConnecting(Endpoint endpoint) {
        return FastCgiProbe.of(endpoint, Recipe.PROBE_TIMEOUT).byConnecting();
    }

    /**
     * The number of requests that one process serves at a time. The gateway sends as many. Default 1, which is right for most
     * programs on libfcgi, of which {@link SupervisedGatewayBuilder#processes several} can run. A program in Go serves many.
     *
     * @param value 1 to 65,535
     * @return a changed copy
     * @throws IllegalArgumentException if it is out of range
     */
    public FastCgiProgram withWorkers(int value) {
        Settings.checkWithin("workers of " + recipe.name(), value, 1, MOST_WORKERS);
        return with(value, recipe.variables(), recipe.directory(), recipe.prober());
    }

    /**
     * Adds a variable to the environment. The environment has nothing else but a usual {@code PATH}. No log, message or text of this
     * library has the value.
     *
     * @param name such as {@code DATABASE_URL}
     * @param value any text without NUL
     * @return a changed copy
     * @throws IllegalArgumentException if no environment can have it
     */
    public FastCgiProgram withEnvironment(String name, String value) {
        return with(recipe.workers(), recipe.variables().with(name, value), recipe.directory(), recipe.prober());
    }

    /**
     * The working directory. Default: a private directory that is removed when the process has ended.
     *
     * @param value a directory
     * @return a changed copy
     */
    public FastCgiProgram withDirectory(Path value) {
        return with(recipe.workers(), recipe.variables(), value.toAbsolutePath(), recipe.prober());
    }

    /**
     * Tells whether a process that was started is ready. Default: it is if it can be connected to. Better is a check that it
     * answers, such as {@link FastCgiProbe#byCapabilities}.
     *
     * @param value makes a probe for the endpoint of a process
     * @return a changed copy
     */
    public FastCgiProgram withProbe(Function<Endpoint, HealthProbe> value) {
        return with(recipe.workers(), recipe.variables(), recipe.directory(), Objects.requireNonNull(value));
    }

    private FastCgiProgram with(
            int workers, Variables variables, @Nullable Path directory, Function<Endpoint, HealthProbe> prober) {
        return new FastCgiProgram(new CommandRecipe(recipe.command(), workers, variables, directory, prober));
    }

    Recipe recipe() {
        return recipe;
    }

    @Override
    public String toString() {
        return recipe.name() + " with " + recipe.workers() + " workers";
    }
}
