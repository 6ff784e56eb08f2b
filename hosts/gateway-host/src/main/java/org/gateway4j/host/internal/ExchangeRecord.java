package org.gateway4j.host.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.gateway4j.GatewayRequest;
import org.gateway4j.host.AccessEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects what there is to log of one exchange. It belongs to the thread or loop that runs the exchange. */
final class ExchangeRecord implements AccessEvent {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeRecord.class);

    private final ParsedRequest parsed;
    private final Instant began = Instant.now();
    private final long begunNanos = System.nanoTime();
    private @Nullable InetSocketAddress client;
    private @Nullable GatewayRequest request;
    private @Nullable String gateway;
    /** Set by the thread that dispatches, which may be another one. */
    private volatile @Nullable Boolean connectionReused;

    private @Nullable Throwable failure;
    private @Nullable Duration timeToHead;
    private Duration duration = Duration.ZERO;
    private int status;
    private long bytes;
    private boolean ended;

    ExchangeRecord(ParsedRequest parsed) {
        this.parsed = parsed;
        client = parsed.remoteAddress;
    }

    void client(@Nullable InetSocketAddress address) {
        client = address;
    }

    void dispatched(GatewayRequest mounted, String to) {
        request = mounted;
        gateway = to;
    }

    void connected(boolean reused) {
        connectionReused = reused;
    }

    void head(int sent) {
        status = sent;
        timeToHead = sinceBegin();
    }

    void wrote(int count) {
        bytes += count;
    }

    void failed(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** The exchange is over. The first call counts. */
    void end(Consumer<AccessEvent> log) {
        if (ended) {
            return;
        }
        ended = true;
        duration = sinceBegin();
        try {
            log.accept(this);
        } catch (RuntimeException e) {
            LOG.error("the access log failed", e);
        }
    }

    private Duration sinceBegin() {
        return Duration.ofNanos(System.nanoTime() - begunNanos);
    }

    /** As messages name the exchange: unchecked text of the client stays out of them. */
    @Override
    public String toString() {
        return request == null ? "request" : request.toString();
    }

    @Override
    public Instant began() {
        return began;
    }

    @Override
    public @Nullable InetSocketAddress client() {
        return client;
    }

    @Override
    public String method() {
        return parsed.method;
    }

    @Override
    public String target() {
        return parsed.target;
    }

    @Override
    public String protocol() {
        return parsed.protocol;
    }

    @Override
    public @Nullable GatewayRequest request() {
        return request;
    }

    @Override
    public @Nullable String gateway() {
        return gateway;
    }

    @Override
    public @Nullable Boolean connectionReused() {
        return connectionReused;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public Duration duration() {
        return duration;
    }

    @Override
    public @Nullable Duration timeToHead() {
        return timeToHead;
    }

    @Override
    public @Nullable Throwable failure() {
        return failure;
    }
}
