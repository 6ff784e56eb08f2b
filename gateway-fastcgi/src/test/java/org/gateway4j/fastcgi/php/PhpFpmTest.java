package org.gateway4j.fastcgi.php;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.Spooling;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.fastcgi.Driven;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Leftovers;
import org.gateway4j.testkit.backends.PhpFpm;
import org.gateway4j.testkit.backends.ServerVariables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests against a PHP-FPM of their own each. At the end of every one of them, nothing may be left over. */
abstract class PhpFpmTest {

    private final List<Gateway> gateways = new ArrayList<>();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private Leftovers leftovers;

    PhpFpm fpm;
    Gateway gateway;

    @BeforeEach
    final void watch() throws IOException {
        leftovers = Leftovers.watch();
    }

    /** Starts PHP-FPM and a gateway to it. */
    final void start(PhpFpm.Settings settings) throws Exception {
        start(settings, UnaryOperator.identity());
    }

    /** Starts PHP-FPM and a gateway to it that is not configured in the usual way. */
    final void start(PhpFpm.Settings settings, UnaryOperator<FastCgiGateway.Builder> configuration) throws Exception {
        start(PhpFpm.start(settings));
        gateway = gateway(configuration);
    }

    /** Takes a PHP-FPM that is running. */
    final void start(PhpFpm running) {
        fpm = running;
    }

    /** One more gateway. */
    final Gateway gateway(UnaryOperator<FastCgiGateway.Builder> configuration) {
        Gateway made = Driven.open(driver(), configuration.apply(builder()));
        gateways.add(made);
        return made;
    }

    /** What gateways of the test are over. */
    Driver driver() {
        return Driver.BLOCKING;
    }

    /** A gateway may use all workers. */
    private FastCgiGateway.Builder builder() {
        return FastCgiGateway.builder(Endpoint.parse(fpm.address()))
                .scripts(ScriptMapper.documentRoot(fpm.site().root()))
                .spooling(Spooling.defaults().withDirectory(fpm.site().writable()))
                .pool(PoolConfig.of(fpm.children()));
    }

    @AfterEach
    final void nothingIsLeft() throws Exception {
        callers.shutdownNow();
        try {
            for (Gateway used : gateways) {
                Await.until("no connection is in use", () -> used.stats().inUse() == 0);
                assertEquals(0, used.stats().waiting(), "callers waiting");
                used.close();
                assertEquals(0, used.stats().idle(), "idle connections of a closed gateway");
                Await.untilEquals(used.stats().opened(), () -> used.stats().closed(), "connections closed");
            }
            assertEquals(List.of(), spooled(), "spool files");
            leftovers.awaitNone();
        } finally {
            if (fpm != null) {
                fpm.stop();
            }
        }
    }

    private List<Path> spooled() throws IOException {
        if (fpm == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(fpm.site().writable())) {
            return files.filter(file -> file.getFileName().toString().startsWith("gateway4j-"))
                    .toList();
        }
    }

    /** Writes a script; the opening tag is added. */
    final void script(String path, String source) throws IOException {
        fpm.site().write(path, "<?php\n$var = '" + fpm.site().writable() + "';\n" + source);
    }

    /** Writes the script that prints {@code $_SERVER}. */
    final void serverScript(String path) throws IOException {
        fpm.site().write(path, ServerVariables.SCRIPT);
    }

    static GatewayRequest.Builder request(String method, String target) {
        return GatewayRequest.builder(method, target).header("Host", "example.org");
    }

    static GatewayRequest.Builder get(String target) {
        return request("GET", target);
    }

    static GatewayRequest.Builder post(String target, String type, RequestBody body) {
        return request("POST", target).header("Content-Type", type).body(body);
    }

    final GatewayResponse dispatch(GatewayRequest.Builder request) throws IOException {
        return gateway.dispatch(request.build());
    }

    final Answer send(GatewayRequest.Builder request) throws IOException {
        return Answer.of(dispatch(request));
    }

    final String body(String target) throws IOException {
        return send(get(target)).body();
    }

    final Map<String, String> variables(GatewayRequest.Builder request) throws IOException {
        return ServerVariables.parse(send(request).body());
    }

    /** Runs something on another thread. */
    final <T> Future<T> async(Callable<T> call) {
        return callers.submit(call);
    }
}
