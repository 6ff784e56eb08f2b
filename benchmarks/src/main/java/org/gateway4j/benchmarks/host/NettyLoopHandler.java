package org.gateway4j.benchmarks.host;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Objects;
import org.gateway4j.GatewayException;
import org.gateway4j.Headers;
import org.gateway4j.async.AsyncExchange;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.ResponseHandler;
import org.jspecify.annotations.Nullable;

/** A gateway on the I/O thread of one client's connection. For requests without a body, one after the other. */
@SuppressWarnings("FutureReturnValueIgnored") // Writes fail only if the client is gone, which closes the channel.
final class NettyLoopHandler extends SimpleChannelInboundHandler<HttpObject> {

    private static final int PIECE = 16 * 1024;

    private final AsyncGateway gateway;
    private final EventLoop loop;
    private @Nullable AsyncExchange running;

    NettyLoopHandler(AsyncGateway gateway, EventLoop loop) {
        this.gateway = gateway;
        this.loop = loop;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (message instanceof HttpRequest request) {
            running = gateway.dispatch(NettyMessages.request(context.channel(), request), loop, new Relay(context));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (running != null) {
            running.abort();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    /** Passes one response on. The next piece is read when the client has taken the one before. */
    private static final class Relay implements ResponseHandler {

        private final ChannelHandlerContext client;
        private @Nullable AsyncResponse response;
        private boolean begun;

        Relay(ChannelHandlerContext client) {
            this.client = client;
        }

        @Override
        public void answered(AsyncResponse answered) {
            response = answered;
            pass();
        }

        private void pass() {
            AsyncResponse source = Objects.requireNonNull(response);
            ByteBuf piece = client.alloc().directBuffer(PIECE);
            try {
                int count = fill(piece, source);
                if (count < 0) {
                    end(source, piece);
                } else {
                    write(source, piece, count == 0);
                }
            } catch (GatewayException e) {
                piece.release();
                failed(e);
            }
        }

        /** Reads until the piece is full, or nothing more is there. Returns what the last read has. */
        private static int fill(ByteBuf piece, AsyncResponse source) throws GatewayException {
            int count = 1;
            while (count > 0 && piece.isWritable()) {
                count = source.read(piece.internalNioBuffer(piece.writerIndex(), piece.writableBytes()));
                piece.writerIndex(piece.writerIndex() + Math.max(0, count));
            }
            return count;
        }

        private void end(AsyncResponse source, ByteBuf last) {
            if (!begun) {
                client.writeAndFlush(NettyMessages.whole(source.status(), source.headers(), last));
                return;
            }
            client.write(new DefaultHttpContent(last));
            client.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        }

        private void write(AsyncResponse source, ByteBuf piece, boolean paused) {
            if (!begun) {
                begun = true;
                client.write(NettyMessages.begun(source.status(), source.headers()));
            }
            client.writeAndFlush(new DefaultHttpContent(piece)).addListener(written -> {
                if (!written.isSuccess()) {
                    source.close();
                } else if (paused) {
                    source.demand(this::pass);
                } else {
                    client.executor().execute(this::pass);
                }
            });
        }

        @Override
        public void failed(GatewayException e) {
            if (begun) {
                // Ending the response would make a cut one look whole.
                client.close();
            } else {
                client.writeAndFlush(NettyMessages.whole(e.suggestedStatus(), Headers.empty(), Unpooled.EMPTY_BUFFER));
            }
        }
    }
}
