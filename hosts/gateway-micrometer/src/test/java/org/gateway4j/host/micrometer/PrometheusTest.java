package org.gateway4j.host.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus scrapes of two gateways that are measured and observed. */
class PrometheusTest {

    @TempDir
    Path directory;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final TestResponder application = new TestResponder();

    @BeforeEach
    void start() throws Exception {
        registry.throwExceptionOnRegistrationFailure();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
        application.listen(Transport.TCP, directory);
        application.behave(call -> call.answer(200, Bytes.of("content")));
    }

    @AfterEach
    void stop() throws Exception {
        application.close();
        registry.close();
    }

    private Gateway gateway(String name) {
        GatewayMetrics metrics = GatewayMetrics.of(name);
        Gateway gateway = FastCgiGateway.builder(application.endpoint())
                .scripts(ScriptMapper.script(Path.of("/srv/app.php")))
                .pool(PoolConfig.of(5).withReuse(PoolConfig.Reuse.LATEST_FIRST))
                .listener(metrics)
                .build();
        metrics.watch(gateway).bindTo(registry);
        return ObservedGateway.of(name, gateway, observations);
    }

    private static void post(Gateway gateway) throws Exception {
        Answer.of(gateway.dispatch(
                GatewayRequest.post("/app", RequestBody.of(Bytes.of("body"))).build()));
    }

    private void assertScraped(List<String> lines, String... expected) {
        for (String line : expected) {
            assertTrue(lines.contains(line), () -> line + " is not in " + String.join("\n", lines));
        }
    }

    @Test
    void metersHaveTheNamesAndUnitsOfPrometheus() throws Exception {
        try (Gateway shop = gateway("shop");
                Gateway blog = gateway("blog")) {
            post(shop);
            post(shop);
            post(blog);
            List<String> lines = registry.scrape().lines().toList();
            assertScraped(
                    lines,
                    "# TYPE gateway4j_exchange_seconds summary",
                    "gateway4j_exchange_seconds_count{gateway=\"shop\",outcome=\"complete\",status=\"2xx\"} 2",
                    "gateway4j_exchange_seconds_count{gateway=\"blog\",outcome=\"complete\",status=\"2xx\"} 1",
                    "gateway4j_exchange_head_seconds_count{gateway=\"shop\",status=\"2xx\"} 2",
                    "# TYPE gateway4j_request_body_bytes_total counter",
                    "gateway4j_request_body_bytes_total{gateway=\"shop\"} 8.0",
                    "gateway4j_response_body_bytes_total{gateway=\"shop\"} 14.0",
                    "gateway4j_exchange_retries_total{gateway=\"shop\"} 0.0",
                    "gateway4j_connection_open_seconds_count{gateway=\"shop\"} 1",
                    "gateway4j_connection_wait_seconds_count{gateway=\"shop\",reused=\"true\"} 1",
                    "# TYPE gateway4j_pool_connections gauge",
                    "gateway4j_pool_connections{gateway=\"shop\",state=\"idle\"} 1.0",
                    "gateway4j_pool_connections{gateway=\"shop\",state=\"used\"} 0.0",
                    "gateway4j_pool_limit{gateway=\"shop\"} 5.0",
                    "gateway4j_pool_waiting{gateway=\"shop\"} 0.0",
                    "# TYPE gateway4j_pool_rejected_total counter",
                    "gateway4j_pool_rejected_total{gateway=\"shop\"} 0.0",
                    "gateway4j_dispatch_seconds_count{error=\"none\",failure=\"none\",gateway=\"shop\",method=\"POST\","
                            + "outcome=\"complete\",status=\"2xx\"} 2");
            assertEquals(
                    0,
                    lines.stream()
                            .filter(line -> line.contains("127.0.0.1") || line.contains("/app"))
                            .count(),
                    "addresses and paths");
        }
    }
}
