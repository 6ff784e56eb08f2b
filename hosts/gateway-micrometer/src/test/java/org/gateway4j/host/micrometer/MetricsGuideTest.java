package org.gateway4j.host.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gateway4j.BackendFailureException;
import org.gateway4j.ExchangeFacts;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;
import org.junit.jupiter.api.Test;

/** The guide names all meters with their units and tags. Maven runs tests in the folder of their module. */
class MetricsGuideTest {

    private static final Path PAGE = Path.of("../../docs/guide/metrics.md");

    /** Name, type, unit and tags. */
    private static final Pattern ROW =
            Pattern.compile("^\\| `(gateway4j[.a-z]+)` \\| (\\w+) \\| (\\w*) ?\\| ([`\\w, ]*)\\|.*");

    @Test
    void theTableListsAllMeters() throws IOException {
        assertEquals(String.join("\n", registered()), String.join("\n", documented()));
    }

    private static Set<String> documented() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> line(
                        row.group(1), row.group(2), row.group(3), row.group(4).replaceAll("[` ]", "")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> registered() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (GatewayMetrics metrics = GatewayMetrics.of("shop")) {
            metrics.watch(new ForgottenGateway()).bindTo(registry);
            tellEverything(metrics);
            return registry.getMeters().stream()
                    .map(MetricsGuideTest::line)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Makes a meter of each name. */
    private static void tellEverything(GatewayMetrics metrics) {
        GatewayRequest request = GatewayRequest.get("/").build();
        ExchangeFacts truncated = mock(ExchangeFacts.class);
        when(truncated.status()).thenReturn(200);
        when(truncated.failure()).thenReturn(new BackendFailureException("shop", Phase.BODY, true, "truncated", null));
        metrics.exchangeEnded(request, truncated);
        metrics.connectionAcquired(request, 1, true, 1);
        metrics.connectionClosed(1, CloseReason.IDLE, 1);
    }

    private static String line(Meter meter) {
        Meter.Id id = meter.getId();
        String tags = id.getTags().stream()
                .map(Tag::getKey)
                .filter(key -> !key.equals("gateway"))
                .collect(Collectors.joining(","));
        String unit = id.getBaseUnit();
        return line(id.getName(), type(id.getType()), unit == null ? "" : unit, tags);
    }

    private static String type(Meter.Type type) {
        return type == Meter.Type.TIMER ? "timer" : type == Meter.Type.GAUGE ? "gauge" : "counter";
    }

    private static String line(String name, String type, String unit, String tags) {
        return name + " " + type + " " + unit + " " + tags;
    }
}
