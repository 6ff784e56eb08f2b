package org.gateway4j.host.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.channels.ClosedChannelException;
import java.util.function.Consumer;
import org.gateway4j.UnreadableBodyException;
import org.gateway4j.host.AsyncRelay;
import org.gateway4j.host.HostRequest;
import org.jspecify.annotations.Nullable;

/** A request that a gateway answers. */
final class GatewayExchange implements Exchange, ContentBody.Demand {

    private final ChannelHandlerContext context;
    private final ClientConnection connection;
    private final NettyLoop loop;
    private final HttpRequest request;
    private final ContentBody body;
    private final ResponseSink sink;
    private @Nullable HostRequest facts;

    GatewayExchange(ChannelHandlerContext context, ClientConnection connection, NettyLoop loop, HttpRequest request) {
        this.context = context;
        this.connection = connection;
        this.loop = loop;
        this.request = request;
        body = new ContentBody(request, this);
        sink = new ResponseSink(context, connection, loop, request);
    }

    /** Begins the exchange, with the parts of the content that were taken before; false if no mount takes the request. */
    boolean serve(AsyncRelay relay) {
        return relay.serve(facts(), loop, sink);
    }

    /** Answers with an error page. */
    void refuse(AsyncRelay relay, int status) {
        relay.refuse(facts(), loop, sink, status);
    }

    private HostRequest facts() {
        HostRequest known = facts;
        if (known == null) {
            known = RequestFacts.hostRequest(context.channel(), request, body);
            facts = known;
        }
        return known;
    }

    /** Gives away the request as it came, with what was taken of its content. */
    void passOn(Consumer<Object> handler) {
        if (!(request instanceof HttpContent)) {
            handler.accept(request);
        }
        body.giveAway().forEach(handler);
    }

    @Override
    public void take(HttpContent part) {
        if (part.decoderResult().isFailure()) {
            part.release();
            body.fail(
                    new UnreadableBodyException(DecoderFailures.status(part.decoderResult()), "the framing is broken"));
        } else {
            sink.contentArrives();
            body.add(part);
        }
    }

    @Override
    public boolean takesMore() {
        return body.takesMore();
    }

    @Override
    public void wanted() {
        onLoop(() -> {
            sink.askForContent();
            connection.pull();
        });
    }

    @Override
    public void roomAgain() {
        onLoop(connection::pull);
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    @Override
    public void writable() {
        sink.writable();
    }

    @Override
    public void clientGone() {
        body.fail(new ClosedChannelException());
        sink.clientGone();
    }
}
