package org.gateway4j.host.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.gateway4j.BackendFailureException;
import org.gateway4j.ExchangeFacts;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;
import org.gateway4j.PoolStats;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registries and pools come and go. */
class GatewayMetricsTest {

    private static final GatewayRequest REQUEST = GatewayRequest.get("/").build();

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final GatewayMetrics metrics = GatewayMetrics.of("shop");

    @AfterEach
    void stop() {
        metrics.close();
        registry.close();
    }

    private static Gateway gateway() {
        Gateway gateway = mock(Gateway.class);
        when(gateway.stats()).thenReturn(PoolStats.of(5).withIdle(3).withRejected(9));
        return gateway;
    }

    private static ExchangeFacts failed() {
        ExchangeFacts facts = mock(ExchangeFacts.class);
        when(facts.status()).thenReturn(-1);
        when(facts.headNanos()).thenReturn(-1L);
        when(facts.failure()).thenReturn(new BackendFailureException("shop", Phase.CONNECT, false, "refused", null));
        return facts;
    }

    /** Makes a meter of each name. */
    private void tellEverything() {
        ExchangeFacts answered = mock(ExchangeFacts.class);
        when(answered.status()).thenReturn(200);
        metrics.exchangeEnded(REQUEST, answered);
        metrics.exchangeEnded(REQUEST, failed());
        metrics.connectionAcquired(REQUEST, 1, true, 1);
        metrics.connectionOpened(1, 1);
        metrics.connectionClosed(1, CloseReason.IDLE, 1);
    }

    private double failures(MeterRegistry in) {
        return in.get("gateway4j.exchange.failures").counter().count();
    }

    @Test
    void nothingIsRecordedBeforeARegistryIsBound() {
        tellEverything();
        metrics.bindTo(registry);
        assertTrue(registry.find("gateway4j.exchange").meters().isEmpty());
    }

    @Test
    void allRegistriesGetEverything() {
        MeterRegistry second = new SimpleMeterRegistry();
        metrics.bindTo(registry);
        metrics.exchangeEnded(REQUEST, failed());
        metrics.bindTo(second);
        metrics.exchangeEnded(REQUEST, failed());
        assertEquals(2, failures(registry));
        assertEquals(1, failures(second));
    }

    /** Spring Boot binds all beans that are binders, and so may the host. */
    @Test
    void bindingTwiceCountsOnce() {
        metrics.bindTo(registry);
        metrics.bindTo(registry);
        metrics.exchangeEnded(REQUEST, failed());
        assertEquals(1, failures(registry));
    }

    @Test
    void thePoolMayBeWatchedBeforeOrAfterBinding() {
        MeterRegistry second = new SimpleMeterRegistry();
        Gateway gateway = gateway();
        metrics.bindTo(registry);
        metrics.watch(gateway).bindTo(second);
        for (MeterRegistry each : List.of(registry, second)) {
            assertEquals(
                    3,
                    each.get("gateway4j.pool.connections")
                            .tag("state", "idle")
                            .gauge()
                            .value());
            assertEquals(
                    9, each.get("gateway4j.pool.rejected").functionCounter().count());
        }
    }

    @Test
    void aSecondPoolIsRefused() {
        metrics.watch(gateway());
        Gateway another = gateway();
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> metrics.watch(another));
        assertTrue(refusal.getMessage().contains("shop"), refusal.getMessage());
    }

    @Test
    void closingRemovesAllMeters() {
        metrics.watch(gateway()).bindTo(registry);
        tellEverything();
        GatewayMetrics other = GatewayMetrics.of("blog");
        other.bindTo(registry);
        long ofOthers = registry.getMeters().stream()
                .filter(meter -> "blog".equals(meter.getId().getTag("gateway")))
                .count();
        metrics.close();
        metrics.close();
        assertEquals(ofOthers, registry.getMeters().size());
        tellEverything();
        assertEquals(ofOthers, registry.getMeters().size());
        assertThrows(IllegalStateException.class, () -> metrics.bindTo(registry));
    }

    @Test
    void aRegistryDoesNotKeepAGatewayAlive() {
        GatewayMetrics.of("forgotten").watch(new ForgottenGateway()).bindTo(registry);
        Await.until("the gateway is collected", () -> {
            System.gc();
            return Double.isNaN(registry.get("gateway4j.pool.limit").gauge().value());
        });
    }

    @Test
    void furtherTagsAreOnAllMeters() {
        GatewayMetrics tagged = metrics.withTags(Tags.of("protocol", "fastcgi"));
        tagged.watch(gateway()).bindTo(registry);
        tagged.exchangeEnded(REQUEST, failed());
        assertTrue(registry.getMeters().stream()
                .allMatch(meter -> "fastcgi".equals(meter.getId().getTag("protocol"))
                        && "shop".equals(meter.getId().getTag("gateway"))));
    }

    @Test
    void aBlankNameIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> GatewayMetrics.of(""));
    }
}
