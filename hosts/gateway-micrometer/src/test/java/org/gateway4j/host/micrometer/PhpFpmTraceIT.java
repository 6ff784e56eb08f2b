package org.gateway4j.host.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.contract.Answer;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.PhpFpm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PHP behind PHP-FPM sees the trace, and its exchange is measured. */
class PhpFpmTraceIT {

    @ParameterizedTest
    @EnumSource
    void phpGetsTheSpanOfTheDispatch(Driver driver) throws Exception {
        PhpFpm fpm = PhpFpm.start(PhpFpm.Settings.of(Transport.UNIX));
        GatewayMetrics metrics = GatewayMetrics.of("shop");
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        metrics.bindTo(registry);
        try (Tracing tracing = new Tracing();
                Gateway gateway = driver.observed(
                        FastCgiGateway.builder(Endpoint.parse(fpm.address()))
                                .scripts(ScriptMapper.documentRoot(fpm.site().root()))
                                .listener(metrics),
                        tracing.registry())) {
            fpm.site().write("/trace.php", "<?php http_response_code(201); echo $_SERVER['HTTP_TRACEPARENT'];");
            GatewayRequest request = GatewayRequest.get("/trace.php")
                    .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                    .build();
            String received = Answer.of(gateway.dispatch(request)).body();
            Await.until("the end of the dispatch", () -> tracing.dispatches().size() == 1);
            assertEquals(Tracing.traceparent(tracing.dispatches().get(0)), received);
            assertEquals(
                    1,
                    registry.get("gateway4j.exchange")
                            .tag("status", "2xx")
                            .timer()
                            .count());
        } finally {
            fpm.stop();
            metrics.close();
        }
    }
}
