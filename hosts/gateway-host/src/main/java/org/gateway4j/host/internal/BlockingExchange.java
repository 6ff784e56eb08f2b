package org.gateway4j.host.internal;

import java.io.IOException;
import java.io.InputStream;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Handoff;
import org.gateway4j.host.BlockingSink;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;

/** One exchange on the calling thread: from the request of a client to the end of the response, or of the failure. */
public final class BlockingExchange {

    private final Router router;
    private final HostConfig config;
    private final ParsedRequest parsed;
    private final BlockingSink sink;
    private final ExchangeRecord record;
    private final CurrentCall current = new CurrentCall();
    private boolean committed;

    /** What is to be done when a response is closed, and with it its connection is free. */
    @FunctionalInterface
    private interface Step {

        @Nullable
        Step run() throws IOException;
    }

    public BlockingExchange(Router router, HostConfig config, ParsedRequest parsed, BlockingSink sink) {
        this.router = router;
        this.config = config;
        this.parsed = parsed;
        this.sink = sink;
        this.record = new ExchangeRecord(parsed);
    }

    /**
     * Runs the exchange.
     *
     * @return false if the request is for another part of the host: nothing was done
     * @throws IOException what {@link BlockingSink#abort} throws
     */
    public boolean run() throws IOException {
        Routed routed;
        try {
            routed = router.route(parsed, record);
        } catch (RefusedException e) {
            refuse(e);
            return true;
        }
        if (routed == null) {
            return false;
        }
        sink.onClientGone(current::cancel);
        relay(routed);
        return true;
    }

    /**
     * Answers with an error page, without asking an application.
     *
     * @throws IOException what {@link BlockingSink#abort} throws
     */
    public void refuse(int status) throws IOException {
        refuse(new RefusedException(Failure.of(status), "refused with status " + status));
    }

    private void refuse(RefusedException refusal) throws IOException {
        Bodies.close(parsed.body);
        try {
            fail(refusal.failure(), refusal);
        } finally {
            record.end(config.accessLog());
        }
    }

    private void relay(Routed first) throws IOException {
        try {
            Step next = dispatch(first);
            while (next != null) {
                next = next.run();
            }
        } catch (GatewayException | RuntimeException | Error e) {
            if (current.isCancelled()) {
                abort(new ClientGoneException());
            } else {
                fail(Failure.of(e, record), e);
            }
        } catch (IOException e) {
            abort(e);
        } finally {
            record.end(config.accessLog());
        }
    }

    /** Sends the response to a request, or gives what is to be sent in its place. */
    private @Nullable Step dispatch(Routed routed) throws IOException {
        Gateway gateway = routed.mount().gateway().orElseThrow();
        GatewayRequest request = routed.mounted();
        record.dispatched(request, gateway.name());
        GatewayCall call = gateway.newCall(request);
        current.set(call);
        try (GatewayResponse response = call.dispatch()) {
            Handoff handoff = response.handoff();
            Routed next = handoff instanceof Handoff.LocalRedirect redirect ? router.follow(routed, redirect) : null;
            if (next != null) {
                return () -> dispatch(next);
            }
            ResponseHead head = ResponseRules.head(response, routed.mount().responseHeaders(), parsed.isHead());
            if (handoff instanceof Handoff.SendFile file) {
                return () -> send(head, file, request);
            }
            return send(head, response);
        }
    }

    private @Nullable Step send(ResponseHead head, GatewayResponse response) throws IOException {
        commit(head);
        if (head.hasBody()) {
            response.transferTo(new SinkStream(sink, record));
        }
        sink.end();
        return null;
    }

    private @Nullable Step send(ResponseHead given, Handoff.SendFile handoff, GatewayRequest request)
            throws IOException {
        FileContent content = FileContent.of(handoff);
        ResponseHead head = content.head(given, parsed.isHead());
        if (sink.sendFile(head, handoff.file(), request)) {
            committed = true;
            record.head(head.status());
            return null;
        }
        try (InputStream stream = content.open()) {
            commit(head);
            if (head.hasBody()) {
                content.copy(stream, new SinkStream(sink, record));
            }
            sink.end();
        }
        return null;
    }

    private void commit(ResponseHead head) throws IOException {
        committed = true;
        sink.head(head);
        record.head(head.status());
    }

    private void fail(Failure failure, Throwable cause) throws IOException {
        if (committed) {
            abort(cause);
            return;
        }
        record.failed(cause);
        try {
            if (sink.sendError(failure.status(), failure.headers())) {
                record.head(failure.status());
            } else {
                send(failure.answer(config.errorPages(), parsed.isHead()));
            }
        } catch (IOException e) {
            abort(e);
        }
    }

    private void send(Failure.Answer answer) throws IOException {
        commit(answer.head());
        if (answer.head().hasBody()) {
            new SinkStream(sink, record).write(answer.body());
        }
        sink.end();
    }

    private void abort(Throwable cause) throws IOException {
        record.failed(cause);
        sink.abort(cause);
    }
}
