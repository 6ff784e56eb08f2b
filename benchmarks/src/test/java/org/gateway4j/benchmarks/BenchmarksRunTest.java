package org.gateway4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collection;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.testkit.OneJdk;
import org.gateway4j.testkit.backends.Installed;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark for a moment: what it then measures means nothing, but it shows that it works. */
@OneJdk
class BenchmarksRunTest {

    private static final boolean BACKENDS_REQUIRED = Boolean.parseBoolean(System.getenv("GATEWAY4J_REQUIRE_BACKENDS"));

    @Test
    void eachBenchmarkRuns() throws RunnerException {
        ChainedOptionsBuilder options = aMoment().param("connections", "8").param("upload", "262144");
        if (Installed.program("php-fpm").isEmpty() && !BACKENDS_REQUIRED) {
            System.out.println("real backend not found: php-fpm");
            options.exclude(BodyFileBenchmark.class.getSimpleName());
        }

        assertMeasures(options);
    }

    @Test
    void eachWorkloadIsExchanged() throws RunnerException {
        String[] workloads =
                Arrays.stream(Workload.values()).map(Workload::name).toArray(String[]::new);

        assertMeasures(aMoment()
                .include(ExchangeBenchmark.class.getSimpleName())
                .param("contestant", Contestant.GATEWAY.name())
                .param("workload", workloads));
    }

    private static ChainedOptionsBuilder aMoment() {
        return new OptionsBuilder()
                .forks(0)
                .threads(2)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(50))
                .param("socket", "tcp")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
    }

    private static void assertMeasures(ChainedOptionsBuilder options) throws RunnerException {
        Collection<RunResult> results = new Runner(options.build()).run();

        assertFalse(results.isEmpty());
        for (RunResult result : results) {
            assertTrue(
                    result.getPrimaryResult().getScore() > 0,
                    () -> result.getParams().getBenchmark());
        }
    }
}
