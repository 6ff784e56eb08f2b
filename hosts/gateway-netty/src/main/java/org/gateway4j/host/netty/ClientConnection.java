package org.gateway4j.host.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.gateway4j.host.AsyncRelay;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a client, or one stream of HTTP/2. Its requests are served one at a time, in their order, and it is read only
 * as far as there is room. All of it belongs to the channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Who writes has the promise, and nothing follows from a failed close.
final class ClientConnection extends ChannelDuplexHandler {

    private enum State {
        /** Between two requests. */
        IDLE,
        /** A request has its turn. */
        SERVING,
        /** The response is written, and what is left of the request is dropped. */
        LINGERING,
        /** Nothing is served any more. */
        OVER
    }

    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
    private static final Exchange NONE = ReferenceCountUtil::release;

    private final AsyncRelay relay;
    private final NettyLoop loop;
    private final Queue<HttpObject> arrived = new ArrayDeque<>();
    private ChannelHandlerContext context;
    private State state = State.IDLE;
    private Exchange current = NONE;
    private @Nullable Lingering lingering;

    /** The end of the latest response: in the state IDLE, the client may still have to take it. */
    private @Nullable ChannelFuture answer;

    /** Whether all of the request was taken. */
    private boolean requestEnded;

    /** Whether nothing that follows can be the next request. */
    private boolean broken;

    private boolean advancing;

    @SuppressWarnings("NullAway.Init") // Netty gives the context before anything else.
    ClientConnection(AsyncRelay relay, NettyLoop loop) {
        this.relay = relay;
        this.loop = loop;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        added.channel().config().setAutoRead(false);
        if (added.channel().isActive()) {
            pull();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        end();
        if (removed.channel().isActive()) {
            removed.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        pull();
        active.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        end();
        inactive.fireChannelInactive();
    }

    private void end() {
        state = State.OVER;
        Exchange left = current;
        current = NONE;
        left.clientGone();
        arrived.forEach(ReferenceCountUtil::release);
        arrived.clear();
        if (lingering != null) {
            lingering.cancel();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        if (!(message instanceof HttpObject part)) {
            reading.fireChannelRead(message);
        } else if (state == State.OVER) {
            ReferenceCountUtil.release(part);
        } else {
            arrived.add(part);
        }
    }

    /** A request begins when all that has come with it is here: a small body is whole then. */
    @Override
    public void channelReadComplete(ChannelHandlerContext reading) {
        advance();
        reading.fireChannelReadComplete();
    }

    /** Hands on what has arrived, as far as it is its turn, and asks for more. */
    private void advance() {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            while (step()) {}
        } finally {
            advancing = false;
        }
        pull();
    }

    private boolean step() {
        HttpObject next = arrived.peek();
        if (next instanceof HttpRequest request) {
            boolean turn = state == State.IDLE && context.channel().isWritable();
            if (turn) {
                arrived.remove();
                begin(request);
            }
            return turn;
        }
        if (next instanceof HttpContent part) {
            arrived.remove();
            take(part);
            return true;
        }
        return false;
    }

    private void begin(HttpRequest request) {
        state = State.SERVING;
        requestEnded = false;
        GatewayExchange exchange = new GatewayExchange(context, this, loop, request);
        current = exchange;
        if (request.decoderResult().isFailure()) {
            broken = true;
            ReferenceCountUtil.release(request);
            exchange.refuse(relay, DecoderFailures.status(request.decoderResult()));
            return;
        }
        if (request instanceof HttpContent whole) {
            take(whole);
        }
        while (arrived.peek() instanceof HttpContent part && !(part instanceof HttpRequest)) {
            arrived.remove();
            take(part);
        }
        if (!exchange.serve(relay)) {
            passOn(exchange);
        }
    }

    private void passOn(GatewayExchange exchange) {
        if (context.pipeline().last() == this) {
            exchange.refuse(relay, 404);
            return;
        }
        current = new NextHandler(context, this);
        exchange.passOn(context::fireChannelRead);
    }

    private void take(HttpContent part) {
        if (part.decoderResult().isFailure()) {
            broken = true;
        } else if (part instanceof LastHttpContent) {
            requestEnded = true;
        }
        current.take(part);
        if (requestEnded && lingering != null) {
            lingering.requestEnded();
        }
    }

    /** Asks the client for more, if there is room. */
    void pull() {
        if (wantsMore()) {
            context.read();
        }
    }

    /** The next request is read ahead, because to read is how one learns that the client is gone. */
    private boolean wantsMore() {
        return switch (state) {
            case IDLE -> arrived.isEmpty();
            case SERVING -> requestEnded ? arrived.isEmpty() : current.takesMore();
            case LINGERING -> true;
            case OVER -> false;
        };
    }

    boolean requestEnded() {
        return requestEnded;
    }

    /** Whether the connection can serve another request after this one. */
    boolean canPersist() {
        return !broken;
    }

    /** The end of the response was written. */
    void answered(ChannelFuture written, boolean persistent) {
        if (state != State.SERVING) {
            return;
        }
        if (written.isDone() && !written.isSuccess()) {
            // The client would take the next response for this one.
            abort();
            return;
        }
        current = NONE;
        answer = written;
        boolean goesOn = persistent && !broken;
        if (!requestEnded) {
            state = State.LINGERING;
            lingering = new Lingering(context, this, written, goesOn);
            lingering.begin();
            pull();
        } else if (goesOn) {
            next();
        } else {
            state = State.OVER;
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** The turn of the next request. */
    void next() {
        lingering = null;
        state = State.IDLE;
        advance();
        context.fireChannelReadComplete();
    }

    /** Ends the connection, or the stream, without an end of the response. */
    void abort() {
        state = State.OVER;
        current = NONE;
        context.close();
    }

    @Override
    public void write(ChannelHandlerContext writing, Object message, ChannelPromise promise) {
        writing.write(message, current.writes(message, promise));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        if (changed.channel().isWritable()) {
            current.writable();
            advance();
        }
        changed.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext triggered, Object event) {
        if (event instanceof Http2ResetFrame || event instanceof IdleStateEvent && rests()) {
            triggered.close();
        } else if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded();
        }
        triggered.fireUserEventTriggered(event);
    }

    private boolean rests() {
        return state == State.IDLE && arrived.isEmpty() && (answer == null || answer.isDone());
    }

    /** A client may close its sending half if the server's bootstrap allows that. */
    private void inputEnded() {
        broken = true;
        boolean answered = state == State.IDLE || state == State.LINGERING;
        if (answered && answer != null) {
            state = State.OVER;
            answer.addListener(ChannelFutureListener.CLOSE);
        } else if (state != State.OVER && !(state == State.SERVING && requestEnded)) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
        LOG.debug("{}: closed after {}", caught.channel(), cause.toString());
        caught.close();
    }
}
