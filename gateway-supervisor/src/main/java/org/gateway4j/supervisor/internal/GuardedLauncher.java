package org.gateway4j.supervisor.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Starts processes under a {@link Guard}. Each has a daemon thread that starts it and reads its output. */
public final class GuardedLauncher implements Launcher {

    private final String name;

    /**
     * A launcher that has started nothing.
     *
     * @param name of its supervisor, for threads
     */
    public GuardedLauncher(String name) {
        this.name = name;
    }

    @Override
    public Launch launch(Recipe recipe, Place place, Duration grace, Events events) {
        GuardedProcess process = new GuardedProcess(events);
        Thread thread = new Thread(
                () -> run(recipe, place, grace, process), "gateway4j " + name + " process " + place.generation());
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // There is no thread any more.
            process.failed(e);
        }
        return process;
    }

    private static void run(Recipe recipe, Place place, Duration grace, GuardedProcess process) {
        try {
            ProcessPlan plan = recipe.plan(place, grace);
            write(plan.files(), place.directory());
            process.run(builder(plan, place));
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            process.failed(e);
        }
    }

    /** The directory around it is private, and so is everything in it. */
    private static void write(Map<String, String> files, Path directory) throws IOException {
        Files.createDirectory(directory);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
        }
    }

    private static ProcessBuilder builder(ProcessPlan plan, Place place) {
        ProcessBuilder builder = new ProcessBuilder(Guard.command(plan, place));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(plan.variables().withPath().values());
        return builder;
    }
}
