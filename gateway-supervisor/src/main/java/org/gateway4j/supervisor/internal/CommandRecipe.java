package org.gateway4j.supervisor.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gateway4j.Endpoint;
import org.gateway4j.HealthProbe;
import org.jspecify.annotations.Nullable;

/**
 * Any program that listens where its command says.
 *
 * @param command the program and its arguments, with {@value #SOCKET} or {@value #PORT}
 * @param workers how many requests one process serves at a time
 * @param variables the environment
 * @param directory the working directory, or null for a private one
 * @param prober makes the probe of a process
 */
public record CommandRecipe(
        List<String> command,
        int workers,
        Variables variables,
        @Nullable Path directory,
        Function<Endpoint, HealthProbe> prober)
        implements Recipe {

    /** Stands for the path of the Unix socket. */
    public static final String SOCKET = "{socket}";

    /** Stands for the number of the port. */
    public static final String PORT = "{port}";

    /**
     * Checks the command.
     *
     * @throws IllegalArgumentException if it cannot be run or does not say where to listen
     */
    public CommandRecipe {
        command = List.copyOf(command);
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new IllegalArgumentException("command has no program");
        }
        for (int i = 0; i < command.size(); i++) {
            if (command.get(i).indexOf('\0') >= 0) {
                throw new IllegalArgumentException("command: word " + i + " has a NUL, which no argument can hold");
            }
        }
        if (names(command, SOCKET) == names(command, PORT)) {
            throw new IllegalArgumentException("command of " + command.get(0) + " has "
                    + (names(command, SOCKET) ? "both " : "neither ") + SOCKET
                    + (names(command, SOCKET) ? " and " : " nor ")
                    + PORT + "; it must have one of them, where the program is to listen");
        }
    }

    private static boolean names(List<String> command, String placeholder) {
        return command.stream().anyMatch(word -> word.contains(placeholder));
    }

    @Override
    public String name() {
        return String.valueOf(Path.of(command.get(0)).getFileName());
    }

    @Override
    public boolean listensOnPort() {
        return names(command, PORT);
    }

    @Override
    public Signal stopSignal() {
        return Signal.TERM;
    }

    @Override
    public ProcessPlan plan(Place place, Duration grace) {
        String placeholder = listensOnPort() ? PORT : SOCKET;
        String value = value(place.endpoint());
        List<String> words =
                command.stream().map(word -> word.replace(placeholder, value)).toList();
        return new ProcessPlan(words, variables, Map.of(), directory);
    }

    private static String value(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Tcp tcp
                ? Integer.toString(tcp.port())
                : endpoint.toString().substring("unix:".length());
    }

    @Override
    public HealthProbe probe(Endpoint endpoint) {
        return prober.apply(endpoint);
    }

    /** Arguments may be secrets, so the program alone. */
    @Override
    public String toString() {
        return name();
    }
}
