package org.gateway4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.gateway4j.script.DocumentRoot;
import org.gateway4j.script.Script;
import org.gateway4j.script.ScriptMapper;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code taskset -c 1 java -jar benchmarks/target/benchmarks.jar ScriptMapperBenchmark -prof gc}.
 *
 * <p>What does it cost a request that its script is looked up in the file system?
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class ScriptMapperBenchmark {

    private final GatewayRequest request =
            GatewayRequest.get("/shop/index.php/chairs?page=3").build();
    private final ScriptMapper script = ScriptMapper.script(BrowserRequest.SCRIPT);
    private Path root;
    private DocumentRoot local;
    private DocumentRoot forgetful;
    private DocumentRoot remote;

    /** Makes a document root with one script. */
    @Setup(Level.Trial)
    public void makeRoot() throws IOException {
        root = Files.createTempDirectory("root");
        Files.createFile(Files.createDirectory(root.resolve("shop")).resolve("index.php"));
        local = ScriptMapper.documentRoot(root);
        forgetful = local.rememberFor(Duration.ZERO);
        remote = local.withoutFileChecks();
    }

    /** Deletes it. */
    @TearDown(Level.Trial)
    public void deleteRoot() throws IOException {
        Files.delete(root.resolve("shop/index.php"));
        Files.delete(root.resolve("shop"));
        Files.delete(root);
    }

    /** One script for all. */
    @Benchmark
    public Script script() throws RequestRejectedException {
        return script.map(request);
    }

    /** Of files that are looked up, by their real paths, once a second. */
    @Benchmark
    public Script documentRoot() throws RequestRejectedException {
        return local.map(request);
    }

    /** Of files that are looked up each time. */
    @Benchmark
    public Script forgetfulDocumentRoot() throws RequestRejectedException {
        return forgetful.map(request);
    }

    /** Of files on another machine. */
    @Benchmark
    public Script remoteDocumentRoot() throws RequestRejectedException {
        return remote.map(request);
    }
}
