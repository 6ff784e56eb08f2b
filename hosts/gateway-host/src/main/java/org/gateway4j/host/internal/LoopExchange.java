package org.gateway4j.host.internal;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Handoff;
import org.gateway4j.async.AsyncExchange;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.ResponseHandler;
import org.gateway4j.host.AsyncSink;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;

/** One exchange on an event loop: from the request of a client to the end of the response, or of the failure. */
public final class LoopExchange implements LoopTransfer.Listener {

    private enum State {
        /** Nothing was sent to the client. */
        OPEN,
        /** The head was sent. */
        COMMITTED,
        /** The response was ended or aborted. */
        OVER
    }

    private final Router router;
    private final HostConfig config;
    private final ParsedRequest parsed;
    private final EventLoop loop;
    private final AsyncSink sink;
    private final ExchangeRecord record;
    private State state = State.OPEN;
    private @Nullable AsyncExchange upstream;
    private @Nullable LoopTransfer transfer;

    public LoopExchange(Router router, HostConfig config, ParsedRequest parsed, EventLoop loop, AsyncSink sink) {
        this.router = router;
        this.config = config;
        this.parsed = parsed;
        this.loop = loop;
        this.sink = sink;
        this.record = new ExchangeRecord(parsed);
    }

    /**
     * Begins the exchange. Any thread may call this.
     *
     * @return false if the request is for another part of the host: nothing was done
     */
    public boolean begin() {
        try {
            Routed routed = router.route(parsed, record);
            if (routed == null) {
                return false;
            }
            onLoop(() -> {
                sink.onClientGone(() -> onLoop(this::stop));
                dispatch(routed);
            });
        } catch (RefusedException e) {
            onLoop(() -> refuse(e));
        }
        return true;
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** Answers with an error page, without asking an application. Any thread may call this. */
    public void refuse(int status) {
        RefusedException refusal = new RefusedException(Failure.of(status), "refused with status " + status);
        onLoop(() -> refuse(refusal));
    }

    private void refuse(RefusedException refusal) {
        sink.onClientGone(() -> onLoop(this::stop));
        Bodies.close(parsed.body);
        fail(refusal.failure(), refusal);
    }

    private void dispatch(Routed routed) {
        try {
            AsyncGateway gateway = routed.mount().asyncGateway().orElseThrow();
            GatewayRequest request = routed.mounted();
            record.dispatched(request, gateway.name());
            upstream = gateway.dispatch(request, loop, new Answer(routed, request));
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    /** What one application answers. */
    private final class Answer implements ResponseHandler {

        private final Routed routed;
        private final GatewayRequest request;

        Answer(Routed routed, GatewayRequest request) {
            this.routed = routed;
            this.request = request;
        }

        @Override
        public void answered(AsyncResponse response) {
            if (state != State.OPEN) {
                response.close();
                return;
            }
            try {
                take(response);
            } catch (IOException | RuntimeException e) {
                response.close();
                broken(e);
            }
        }

        private void take(AsyncResponse response) throws IOException {
            Handoff handoff = response.handoff();
            Routed next = handoff instanceof Handoff.LocalRedirect redirect ? router.follow(routed, redirect) : null;
            if (next != null) {
                response.close();
                dispatch(next);
                return;
            }
            ResponseHead head = ResponseRules.head(response, routed.mount().responseHeaders(), parsed.isHead());
            if (handoff instanceof Handoff.SendFile file) {
                response.close();
                send(head, file, request);
            } else {
                send(head, response);
            }
        }

        @Override
        public void failed(GatewayException failure) {
            broken(failure);
        }
    }

    private void send(ResponseHead head, AsyncResponse response) {
        commit(head);
        if (head.hasBody()) {
            move(BodySource.of(response));
        } else {
            response.close();
            moved();
        }
    }

    private void send(ResponseHead given, Handoff.SendFile handoff, GatewayRequest request) throws IOException {
        FileContent content = FileContent.of(handoff);
        ResponseHead head = content.head(given, parsed.isHead());
        if (sink.sendFile(head, handoff.file(), request)) {
            record.head(head.status());
            over();
        } else if (head.hasBody()) {
            BodySource source = BodySource.of(content);
            commit(head);
            move(source);
        } else {
            commit(head);
            moved();
        }
    }

    private void move(BodySource source) {
        LoopTransfer begun = new LoopTransfer(source, sink, loop, record, this);
        transfer = begun;
        begun.turn();
    }

    private void commit(ResponseHead head) {
        state = State.COMMITTED;
        sink.head(head);
        record.head(head.status());
    }

    @Override
    public void moved() {
        if (state != State.OVER) {
            sink.end();
            over();
        }
    }

    /** There is no response, or no whole one. */
    @Override
    public void broken(Exception cause) {
        if (state != State.OVER) {
            fail(Failure.of(cause, record), cause);
        }
    }

    private void fail(Failure failure, Exception cause) {
        if (state != State.OPEN) {
            abort(cause);
            return;
        }
        record.failed(cause);
        if (sink.sendError(failure.status(), failure.headers())) {
            record.head(failure.status());
            over();
            return;
        }
        Failure.Answer answer = failure.answer(config.errorPages(), parsed.isHead());
        commit(answer.head());
        if (answer.head().hasBody()) {
            move(BodySource.of(answer.body()));
        } else {
            moved();
        }
    }

    private void abort(Exception cause) {
        record.failed(cause);
        sink.abort(cause);
        over();
    }

    private void over() {
        state = State.OVER;
        record.end(config.accessLog());
    }

    private void stop() {
        if (state == State.OVER) {
            return;
        }
        abort(new ClientGoneException());
        if (upstream != null) {
            upstream.abort();
        }
        if (transfer != null) {
            transfer.close();
        }
    }
}
