package org.gateway4j.host.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.gateway4j.BackendBusyException;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.facade.BlockingFacade;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.contract.loop.RunningLoop;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The meters after exchanges with an application. */
class ExchangeMetricsTest {

    @TempDir
    Path directory;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final GatewayMetrics metrics = GatewayMetrics.of("shop");
    private final TestResponder application = new TestResponder();
    private final List<Gateway> gateways = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        application.listen(Transport.TCP, directory);
        application.behave(call -> call.answer(200, Bytes.of("content")));
    }

    @AfterEach
    void stop() throws Exception {
        gateways.forEach(Gateway::close);
        application.close();
        metrics.close();
        registry.close();
    }

    private FastCgiGateway.Builder builder(Endpoint endpoint) {
        return FastCgiGateway.builder(endpoint)
                .scripts(ScriptMapper.script(Path.of("/srv/app.php")))
                .pool(PoolConfig.of(2).withReuse(PoolConfig.Reuse.LATEST_FIRST))
                .listener(metrics);
    }

    private Gateway gateway(UnaryOperator<FastCgiGateway.Builder> settings) {
        Gateway gateway = settings.apply(builder(application.endpoint())).build();
        return measured(gateway);
    }

    private Gateway gateway() {
        return gateway(UnaryOperator.identity());
    }

    private Gateway measured(Gateway gateway) {
        gateways.add(gateway);
        metrics.watch(gateway).bindTo(registry);
        return gateway;
    }

    private static GatewayRequest get() {
        return GatewayRequest.get("/app").build();
    }

    private Timer timer(String name, String... tags) {
        return registry.get(name).tag("gateway", "shop").tags(tags).timer();
    }

    private double count(String name, String... tags) {
        return registry.get(name).tag("gateway", "shop").tags(tags).counter().count();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tag("gateway", "shop").tags(tags).gauge().value();
    }

    @Test
    void aCompleteExchangeIsTimedAndItsBytesAreCounted() throws Exception {
        Answer.of(gateway()
                .dispatch(GatewayRequest.post("/app", RequestBody.of(Bytes.of("body")))
                        .build()));
        Timer exchange = timer("gateway4j.exchange", "outcome", "complete", "status", "2xx");
        Timer head = timer("gateway4j.exchange.head", "status", "2xx");
        assertEquals(1, exchange.count());
        assertEquals(1, head.count());
        assertTrue(head.totalTime(TimeUnit.NANOSECONDS) > 0);
        assertTrue(head.totalTime(TimeUnit.NANOSECONDS) <= exchange.totalTime(TimeUnit.NANOSECONDS));
        assertEquals(4, count("gateway4j.request.body"));
        assertEquals(7, count("gateway4j.response.body"));
        assertEquals(0, count("gateway4j.request.spooled"));
    }

    @ParameterizedTest
    @CsvSource({"302, 3xx", "404, 4xx", "503, 5xx", "799, other"})
    void theStatusIsRecordedByItsClass(int status, String statusClass) throws Exception {
        application.behave(call -> call.answer(status, new byte[0]));
        Answer.of(gateway().dispatch(get()));
        assertEquals(
                1,
                timer("gateway4j.exchange", "outcome", "complete", "status", statusClass)
                        .count());
    }

    @Test
    void aBodyOfUnknownLengthIsCountedAsSpooled() throws Exception {
        RequestBody unknown = RequestBody.of(new ByteArrayInputStream(new byte[70_000]), -1);
        Answer.of(gateway(builder -> builder.spooling(spooling -> spooling.withDirectory(directory)))
                .dispatch(GatewayRequest.post("/app", unknown).build()));
        assertEquals(70_000, count("gateway4j.request.spooled"));
    }

    @Test
    void aResponseThatTheHostClosesIsNoFailure() throws Exception {
        application.behave(call -> {
            call.head(200);
            call.write(Bytes.of("1234"));
            call.awaitHangUp();
        });
        try (GatewayResponse response = gateway().dispatch(get())) {
            response.body().readNBytes(3);
        }
        assertEquals(
                1,
                timer("gateway4j.exchange", "outcome", "closed", "status", "2xx")
                        .count());
        assertEquals(3, count("gateway4j.response.body"));
        assertTrue(registry.find("gateway4j.exchange.failures").meters().isEmpty());
    }

    @Test
    void aTruncatedResponseHasFailedWithItsStatus() throws Exception {
        application.behave(call -> {
            call.head(200, "Content-Length", "10");
            call.write(Bytes.of("1234"));
            call.breakOff();
        });
        try (GatewayResponse response = gateway().dispatch(get())) {
            assertThrows(BackendFailureException.class, () -> response.body().readAllBytes());
        }
        assertEquals(
                1,
                timer("gateway4j.exchange", "outcome", "failed", "status", "2xx")
                        .count());
        assertEquals(1, count("gateway4j.exchange.failures", "failure", "backend", "phase", "body"));
        assertEquals(4, count("gateway4j.response.body"));
    }

    @Test
    void aRefusedRequestIsNoFailureOfTheApplication() {
        Gateway gateway = gateway();
        GatewayRequest twoHosts = GatewayRequest.get("/app")
                .header("Host", "one.example.org")
                .header("Host", "two.example.org")
                .build();
        assertThrows(RequestRejectedException.class, () -> gateway.dispatch(twoHosts));
        assertEquals(
                1,
                timer("gateway4j.exchange", "outcome", "rejected", "status", "none")
                        .count());
        assertEquals(1, count("gateway4j.exchange.failures", "failure", "rejected", "phase", "check"));
        assertTrue(registry.find("gateway4j.exchange.head").meters().isEmpty());
    }

    @Test
    void anApplicationThatIsNotThereFailsInThePhaseConnect() {
        Gateway gateway = measured(
                builder(Endpoint.parse(Transport.UNIX.nobody(directory))).build());
        assertThrows(BackendFailureException.class, () -> gateway.dispatch(get()));
        assertEquals(
                1,
                timer("gateway4j.exchange", "outcome", "failed", "status", "none")
                        .count());
        assertEquals(1, count("gateway4j.exchange.failures", "failure", "backend", "phase", "connect"));
    }

    @Test
    void aSilentApplicationIsATimeoutOfTheHead() {
        application.behave(call -> call.awaitHangUp());
        Gateway gateway = gateway(builder -> builder.timeouts(timeouts -> timeouts.withHead(Duration.ofMillis(50))));
        assertThrows(BackendTimeoutException.class, () -> gateway.dispatch(get()));
        assertEquals(1, count("gateway4j.exchange.failures", "failure", "timeout", "phase", "head"));
    }

    @Test
    void aFullPoolIsSeenInItsGaugesAndRejections() throws Exception {
        Gateway gateway = gateway(builder -> builder.pool(PoolConfig.of(1).withMaxWaiters(0)));
        try (GatewayResponse held = gateway.dispatch(get())) {
            assertEquals(200, held.status());
            assertEquals(1, gauge("gateway4j.pool.connections", "state", "used"));
            assertThrows(BackendBusyException.class, () -> gateway.dispatch(get()));
            held.body().readAllBytes();
        }
        assertEquals(0, gauge("gateway4j.pool.connections", "state", "used"));
        assertEquals(1, gauge("gateway4j.pool.connections", "state", "idle"));
        assertEquals(1, gauge("gateway4j.pool.limit"));
        assertEquals(0, gauge("gateway4j.pool.waiting"));
        assertEquals(
                1, registry.get("gateway4j.pool.rejected").functionCounter().count());
        assertEquals(1, count("gateway4j.exchange.failures", "failure", "busy", "phase", "acquire"));
    }

    @Test
    void connectionsAreTimedFromTheirOpeningToTheirEnd() throws Exception {
        Gateway gateway = gateway();
        Answer.of(gateway.dispatch(get()));
        Answer.of(gateway.dispatch(get()));
        assertEquals(1, timer("gateway4j.connection.open").count());
        assertEquals(1, timer("gateway4j.connection.wait", "reused", "false").count());
        assertEquals(1, timer("gateway4j.connection.wait", "reused", "true").count());
        gateway.close();
        assertEquals(
                1,
                timer("gateway4j.connection.lifetime", "reason", "gateway_closed")
                        .count());
    }

    @Test
    void aDeadConnectionIsCountedAsARetry() throws Exception {
        Gateway gateway = gateway();
        Answer.of(gateway.dispatch(get()));
        application.behave(call -> {
            if (application.connections() == 1) {
                call.breakOff();
            } else {
                call.answer(200, new byte[0]);
            }
        });
        Answer.of(gateway.dispatch(get()));
        assertEquals(1, count("gateway4j.exchange.retries"));
        assertEquals(
                1, timer("gateway4j.connection.lifetime", "reason", "stale").count());
        assertEquals(
                2,
                timer("gateway4j.exchange", "outcome", "complete", "status", "2xx")
                        .count());
    }

    @Test
    void linesOfErrorOutputAreCounted() throws Exception {
        application.behave(call -> {
            call.error("PHP Warning: one\nPHP Warning: two\n");
            call.answer(200, new byte[0]);
        });
        Answer.of(gateway().dispatch(get()));
        assertEquals(2, count("gateway4j.application.errors"));
    }

    @Test
    void aGatewayOnEventLoopsIsMeasuredInTheSameWay() throws Exception {
        AsyncGateway async = builder(application.endpoint()).buildAsync();
        metrics.watch(async).bindTo(registry);
        Gateway facade = new BlockingFacade(async, 1, RunningLoop::selector);
        gateways.add(facade);
        Answer.of(facade.dispatch(get()));
        Timer exchange = timer("gateway4j.exchange", "outcome", "complete", "status", "2xx");
        Await.until("the end of the exchange", () -> exchange.count() == 1);
        assertEquals(7, count("gateway4j.response.body"));
        assertEquals(2, gauge("gateway4j.pool.limit"));
    }

    @Test
    void exchangesOfManyThreadsAreAllCounted() throws Exception {
        Gateway gateway = gateway(builder -> builder.pool(PoolConfig.of(4)));
        List<Thread> callers = new ArrayList<>();
        for (int caller = 0; caller < 8; caller++) {
            Thread thread = new Thread(() -> dispatchRepeatedly(gateway, 50));
            callers.add(thread);
            thread.start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertEquals(
                400,
                timer("gateway4j.exchange", "outcome", "complete", "status", "2xx")
                        .count());
        assertEquals(400 * 7, count("gateway4j.response.body"));
    }

    private static void dispatchRepeatedly(Gateway gateway, int times) {
        try {
            for (int i = 0; i < times; i++) {
                Answer.of(gateway.dispatch(get()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRegistryThatThrowsHarmsNoExchange() throws Exception {
        Gateway gateway = gateway();
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                throw new IllegalStateException("thrown on purpose");
            }
        });
        assertEquals("content", Answer.of(gateway.dispatch(get())).body());
        assertEquals(0, gateway.stats().inUse());
    }

    @Test
    void noTagHasAValueThatAClientCanChoose() throws Exception {
        Gateway gateway = gateway();
        for (String target : List.of("/secret-path?a=1", "/secret-path?a=2")) {
            Answer.of(gateway.dispatch(GatewayRequest.builder("SECRET", target)
                    .header("Host", "secret.example.org")
                    .build()));
        }
        assertTrue(
                registry.getMeters().stream()
                        .noneMatch(meter -> meter.getId()
                                .toString()
                                .toLowerCase(Locale.ROOT)
                                .contains("secret")),
                () -> "" + registry.getMeters());
    }
}
