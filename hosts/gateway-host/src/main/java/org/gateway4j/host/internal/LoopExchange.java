package org.gateway4j.host.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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

/** One exchange on an event loop: from the routed request to the end of the response, or of the failure. */
public final class LoopExchange {

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
     * Begins the exchange.
     *
     * @return false if the request is for another part of the host: nothing was done
     */
    public boolean begin() {
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
        sink.onClientGone(this::clientGone);
        dispatch(routed);
        return true;
    }

    /** Answers with an error page, without asking an application. */
    public void refuse(int status) {
        Failure failure = Failure.of(status);
        refuse(failure, new RefusedException(failure, "refused with status " + status));
    }

    private void refuse(Failure failure, Exception cause) {
        Bodies.close(parsed.body);
        failed(failure, cause);
    }

    private void dispatch(Routed routed) {
        try {
            AsyncGateway gateway = routed.mount().asyncGateway().orElseThrow();
            GatewayRequest request = routed.mounted();
            record.dispatched(request, gateway.name());
            upstream = gateway.dispatch(request, loop, new Answer(routed, request));
        } catch (RuntimeException e) {
            failed(Failure.internal(e, parsed), e);
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
            pump(new LoopTransfer(LoopTransfer.Source.of(response), sink, record));
        } else {
            response.close();
            end();
        }
    }

    private void send(ResponseHead given, Handoff.SendFile handoff, GatewayRequest request) throws IOException {
        FileContent content = FileContent.of(handoff.file());
        ResponseHead head = content.head(given, parsed.isHead());
        if (sink.sendFile(head, handoff.file(), request)) {
            record.head(head.status());
            over();
        } else if (head.hasBody()) {
            FileChannel channel = FileChannel.open(handoff.file());
            commit(head);
            pump(new LoopTransfer(LoopTransfer.Source.of(channel, content.size()), sink, record));
        } else {
            commit(head);
            end();
        }
    }

    private void pump(LoopTransfer begun) {
        transfer = begun;
        begun.start(loop, this::end, this::broken);
    }

    private void commit(ResponseHead head) {
        state = State.COMMITTED;
        sink.head(head);
        record.head(head.status());
    }

    private void end() {
        if (state != State.OVER) {
            sink.end();
            over();
        }
    }

    /** There is no response, or no whole one. */
    private void broken(Exception cause) {
        if (state == State.OVER) {
            return;
        }
        failed(cause instanceof GatewayException e ? Failure.of(e, parsed) : Failure.internal(cause, parsed), cause);
    }

    private void failed(Failure failure, Exception cause) {
        record.failed(cause);
        if (state == State.OPEN) {
            Failure.Answer answer = failure.answer(config.errorPages(), parsed.isHead());
            commit(answer.head());
            if (answer.head().hasBody()) {
                pump(new LoopTransfer(LoopTransfer.Source.of(ByteBuffer.wrap(answer.body())), sink, record));
            } else {
                end();
            }
        } else {
            abort(cause);
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

    /** From any thread. */
    private void clientGone() {
        if (loop.inEventLoop()) {
            stop();
            return;
        }
        try {
            loop.execute(this::stop);
        } catch (RejectedExecutionException e) {
            stop();
        }
    }

    private void stop() {
        if (state == State.OVER) {
            return;
        }
        IOException gone = new IOException("the client is gone");
        Failure.clientGone(gone, parsed);
        abort(gone);
        if (upstream != null) {
            upstream.abort();
        }
        if (transfer != null) {
            transfer.close();
        }
    }
}
