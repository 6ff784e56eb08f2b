package org.gateway4j.host.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time after a response to a request that has not wholly arrived. A connection that is closed with unread bytes is reset, and
 * the client might lose the response: so it gets some time to send the rest.
 */
final class Lingering {

    private static final long SECONDS = 5;

    private final ChannelHandlerContext context;
    private final ClientConnection connection;
    private final ChannelFuture written;
    private final boolean goesOn;
    private @Nullable Future<?> deadline;
    private boolean cancelled;

    /**
     * Lingers on a connection.
     *
     * @param written the end of the response
     * @param goesOn whether there may be another request after this one
     */
    Lingering(ChannelHandlerContext context, ClientConnection connection, ChannelFuture written, boolean goesOn) {
        this.context = context;
        this.connection = connection;
        this.written = written;
        this.goesOn = goesOn;
    }

    void begin() {
        written.addListener(done -> {
            if (!cancelled && done.isSuccess()) {
                awaitClient();
            }
        });
    }

    private void awaitClient() {
        Channel channel = context.channel();
        if (channel instanceof Http2StreamChannel) {
            // The response is whole, and nobody wants the rest (RFC 9113 section 8.1).
            context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR))
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            return;
        }
        if (!goesOn
                && channel instanceof DuplexChannel duplex
                && channel.pipeline().get(SslHandler.class) == null) {
            duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
        deadline = context.executor().schedule(this::giveUp, SECONDS, TimeUnit.SECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Nothing follows from a failed close.
    private void giveUp() {
        context.close();
    }

    /** The rest has arrived. */
    void requestEnded() {
        cancel();
        if (goesOn) {
            connection.next();
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    void cancel() {
        cancelled = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
