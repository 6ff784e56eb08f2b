package org.gateway4j.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.Spooling;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.Installed;
import org.gateway4j.testkit.backends.PhpFpm;
import org.gateway4j.testkit.backends.Site;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * {@code java -jar benchmarks/target/benchmarks.jar BodyFileBenchmark -p directory=/dev/shm}.
 *
 * <p>What does an upload gain if PHP-FPM gets it as a file ({@code REQUEST_BODY_FILE}) instead of over the connection?
 * Needs php-fpm. The script asks for the length of its input, so PHP has read all of it. Without the parameter a disk is
 * measured too.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Benchmark)
public class BodyFileBenchmark {

    private static final String SCRIPT = "<?php echo strlen(file_get_contents('php://input'));";

    /** How many bytes are uploaded. */
    @Param({"1048576", "16777216"})
    public int upload;

    /** Where spool files are made, and those that PHP keeps uploads in. */
    @Param("/tmp")
    public String directory = "/tmp";

    private byte[] content = {};
    private PhpFpm fpm;
    private Path script;
    private FastCgiGateway sending;
    private FastCgiGateway spooling;
    private FastCgiGateway handingOver;

    /** Starts PHP-FPM, with a worker for each thread: only one of the gateways is used in a trial. */
    @Setup(Level.Trial)
    public void start(BenchmarkParams benchmark) throws IOException, InterruptedException {
        if (Installed.program("php-fpm").isEmpty()) {
            throw new IllegalStateException("BodyFileBenchmark needs php-fpm, which is not installed");
        }
        int workers = benchmark.getThreads();
        content = new byte[upload];
        fpm = PhpFpm.start(PhpFpm.Settings.of(Transport.UNIX)
                .children(workers)
                .php("post_max_size", "64M")
                .php("memory_limit", "128M"));
        script = fpm.site().write("/script.php", SCRIPT);
        sending = gateway(workers).build();
        Spooling all = Spooling.defaults().withMode(Spooling.Mode.ALL).withDirectory(Path.of(directory));
        spooling = gateway(workers).spooling(all).build();
        handingOver = gateway(workers)
                .spooling(all)
                .bodyFiles(Site.isRoot() ? Site.unprivilegedUser() : null)
                .build();
    }

    private FastCgiGateway.Builder gateway(int connections) {
        return FastCgiGateway.builder(Endpoint.parse(fpm.address()))
                .scripts(ScriptMapper.script(script))
                .pool(PoolConfig.of(connections));
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void stop() throws InterruptedException {
        sending.close();
        spooling.close();
        handingOver.close();
        fpm.stop();
    }

    /** Over the connection, while the client sends it. */
    @Benchmark
    public int sent() throws IOException {
        return uploadThrough(sending);
    }

    /** Over the connection, once the client has sent it all. */
    @Benchmark
    public int spooledAndSent() throws IOException {
        return uploadThrough(spooling);
    }

    /** As a file, once the client has sent it all. */
    @Benchmark
    public int handedOver() throws IOException {
        return uploadThrough(handingOver);
    }

    private int uploadThrough(FastCgiGateway gateway) throws IOException {
        GatewayRequest request = GatewayRequest.builder("POST", "/")
                .header("Content-Type", "application/octet-stream")
                .body(RequestBody.of(new ByteArrayInputStream(content), content.length))
                .build();
        try (GatewayResponse response = gateway.dispatch(request)) {
            String received = new String(response.body().readAllBytes(), StandardCharsets.US_ASCII);
            if (!received.equals(Integer.toString(upload))) {
                throw new IOException("PHP has received " + received + " bytes, not " + upload);
            }
            return response.status();
        }
    }
}
