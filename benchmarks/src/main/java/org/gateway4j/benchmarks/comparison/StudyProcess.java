package org.gateway4j.benchmarks.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gateway4j.testkit.processes.ParentProcess;

/** A study in a process of its own, on one core where that is wanted and {@code taskset} is installed. */
final class StudyProcess {

    private static final List<String> ONE_CORE = List.of("taskset", "-c", "1");

    private StudyProcess() {}

    /** Takes the study and the plan. */
    public static void main(String[] arguments) throws Exception {
        ParentProcess.exitWithIt();
        Study study = Study.valueOf(arguments[0]);
        study.run(Plan.parse(arguments[1]), result -> System.out.println(result.line()));
        System.exit(0);
    }

    /** Whether processes can be pinned to one core here. */
    static boolean canPin() {
        try {
            List<String> command = new ArrayList<>(ONE_CORE);
            command.add("true");
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static void run(Study study, Plan plan, boolean virtual, Consumer<Result> results)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (study.isPinned() && canPin()) {
            command.addAll(ONE_CORE);
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-Dorg.jboss.logging.provider=slf4j",
                "-Dcomparison.virtual=" + virtual,
                "-cp",
                System.getProperty("java.class.path"),
                StudyProcess.class.getName(),
                study.name(),
                plan.argument()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().filter(Result::isLine).map(Result::parse).forEach(results);
        }
        if (process.waitFor() != 0) {
            throw new IOException("the study " + study + " ended with status " + process.exitValue());
        }
    }
}
