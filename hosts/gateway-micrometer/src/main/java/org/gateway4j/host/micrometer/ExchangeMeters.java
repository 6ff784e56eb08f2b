package org.gateway4j.host.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.gateway4j.ExchangeFacts;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;

/** Records exchanges in one registry. */
final class ExchangeMeters implements GatewayListener {

    private record Ending(Outcome outcome, StatusClass status) {}

    private record Failing(FailureKind kind, Phase phase) {}

    private final MeterRegistry registry;
    private final Tags tags;
    private final MeterFamily<Ending, Timer> exchanges = new MeterFamily<>(this::exchange);
    private final MeterFamily<StatusClass, Timer> heads = new MeterFamily<>(this::head);
    private final MeterFamily<Failing, Counter> failures = new MeterFamily<>(this::failure);
    private final Counter requestBytes;
    private final Counter responseBytes;
    private final Counter spooledBytes;
    private final Counter retries;
    private final Counter errorLines;

    ExchangeMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
        this.requestBytes = bytes("gateway4j.request.body", "Bytes of request bodies that were sent");
        this.responseBytes = bytes("gateway4j.response.body", "Bytes of response bodies that the host has read");
        this.spooledBytes = bytes("gateway4j.request.spooled", "Bytes of request bodies that were read ahead");
        this.retries = counter("gateway4j.exchange.retries", "Requests sent once more, on a new connection");
        this.errorLines =
                counter("gateway4j.application.errors", "Lines that the application wrote to its error output");
    }

    private Timer exchange(Ending ending) {
        return Timer.builder("gateway4j.exchange")
                .description("Exchanges, from the dispatch to the end of the response")
                .tags(tags)
                .tag("outcome", ending.outcome().tag())
                .tag("status", ending.status().tag())
                .register(registry);
    }

    private Timer head(StatusClass status) {
        return Timer.builder("gateway4j.exchange.head")
                .description("Time from the dispatch to the response head")
                .tags(tags)
                .tag("status", status.tag())
                .register(registry);
    }

    private Counter failure(Failing failing) {
        return Counter.builder("gateway4j.exchange.failures")
                .description("Exchanges that failed")
                .tags(tags)
                .tag("failure", failing.kind().tag())
                .tag("phase", failing.phase().name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private Counter bytes(String name, String description) {
        return Counter.builder(name)
                .description(description)
                .baseUnit(BaseUnits.BYTES)
                .tags(tags)
                .register(registry);
    }

    @Override
    public void requestSpooled(GatewayRequest request, long bytes) {
        spooledBytes.increment((double) bytes);
    }

    @Override
    public void requestRetried(GatewayRequest request, GatewayException failure) {
        retries.increment();
    }

    @Override
    public void applicationError(GatewayRequest request, String text) {
        errorLines.increment();
    }

    @Override
    public void exchangeEnded(GatewayRequest request, ExchangeFacts facts) {
        GatewayException failure = facts.failure();
        StatusClass status = StatusClass.of(facts.status());
        exchanges
                .of(new Ending(Outcome.of(failure, facts.complete()), status))
                .record(facts.nanos(), TimeUnit.NANOSECONDS);
        if (facts.headNanos() >= 0) {
            heads.of(status).record(facts.headNanos(), TimeUnit.NANOSECONDS);
        }
        if (failure != null) {
            failures.of(new Failing(FailureKind.of(failure), failure.phase())).increment();
        }
        requestBytes.increment((double) facts.requestBytes());
        responseBytes.increment((double) facts.responseBytes());
    }

    void remove() {
        exchanges.removeFrom(registry);
        heads.removeFrom(registry);
        failures.removeFrom(registry);
        List.of(requestBytes, responseBytes, spooledBytes, retries, errorLines).forEach(registry::remove);
    }
}
