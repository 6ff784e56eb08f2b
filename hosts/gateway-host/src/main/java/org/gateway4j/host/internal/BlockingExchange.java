package org.gateway4j.host.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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

/** One exchange on the calling thread: from the routed request to the end of the response, or of the failure. */
public final class BlockingExchange {

    private final Router router;
    private final HostConfig config;
    private final ParsedRequest parsed;
    private final BlockingSink sink;
    private final ExchangeRecord record;
    private final CurrentCall current = new CurrentCall();
    private boolean committed;

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
            refuse(e.failure(), e);
            return true;
        }
        if (routed == null) {
            return false;
        }
        sink.onClientGone(current::cancel);
        relay(routed);
        return true;
    }

    /** Answers with an error page, without asking an application. */
    public void refuse(int status) throws IOException {
        Failure failure = Failure.of(status);
        refuse(failure, new RefusedException(failure, "refused with status " + status));
    }

    private void refuse(Failure failure, Exception cause) throws IOException {
        Bodies.close(parsed.body);
        try {
            failed(failure, cause);
        } finally {
            record.end(config.accessLog());
        }
    }

    private void relay(Routed first) throws IOException {
        try {
            Routed next = first;
            while (next != null) {
                next = dispatch(next);
            }
        } catch (GatewayException e) {
            failed(Failure.of(e, parsed), e);
        } catch (IOException e) {
            Failure.clientGone(e, parsed);
            abort(e);
        } catch (RuntimeException | Error e) {
            failed(Failure.internal(e, parsed), e);
        } finally {
            record.end(config.accessLog());
        }
    }

    /** Sends the response to a request, or gives the request that is to be sent in its place. */
    private @Nullable Routed dispatch(Routed routed) throws IOException {
        Gateway gateway = routed.mount().gateway().orElseThrow();
        GatewayRequest request = routed.mounted();
        record.dispatched(request, gateway.name());
        GatewayCall call = gateway.newCall(request);
        current.set(call);
        try (GatewayResponse response = call.dispatch()) {
            Handoff handoff = response.handoff();
            Routed next = handoff instanceof Handoff.LocalRedirect redirect ? router.follow(routed, redirect) : null;
            if (next == null) {
                ResponseHead head = ResponseRules.head(response, routed.mount().responseHeaders(), parsed.isHead());
                if (handoff instanceof Handoff.SendFile file) {
                    send(head, file, request);
                } else {
                    send(head, response);
                }
            }
            return next;
        }
    }

    private void send(ResponseHead head, GatewayResponse response) throws IOException {
        commit(head);
        if (head.hasBody()) {
            response.transferTo(new SinkStream(sink, record));
        }
        sink.end();
    }

    private void send(ResponseHead given, Handoff.SendFile handoff, GatewayRequest request) throws IOException {
        FileContent content = FileContent.of(handoff.file());
        ResponseHead head = content.head(given, parsed.isHead());
        if (sink.sendFile(head, handoff.file(), request)) {
            committed = true;
            record.head(head.status());
            return;
        }
        try (InputStream stream = Files.newInputStream(handoff.file())) {
            commit(head);
            if (head.hasBody()) {
                content.copy(stream, new SinkStream(sink, record));
            }
            sink.end();
        }
    }

    private void commit(ResponseHead head) throws IOException {
        committed = true;
        sink.head(head);
        record.head(head.status());
    }

    private void failed(Failure failure, Throwable cause) throws IOException {
        record.failed(cause);
        if (committed || current.isCancelled()) {
            abort(cause);
            return;
        }
        Failure.Answer answer = failure.answer(config.errorPages(), parsed.isHead());
        try {
            commit(answer.head());
            if (answer.head().hasBody()) {
                new SinkStream(sink, record).write(answer.body());
            }
            sink.end();
        } catch (IOException e) {
            abort(e);
        }
    }

    private void abort(Throwable cause) throws IOException {
        record.failed(cause);
        sink.abort(cause);
    }
}
