package org.gateway4j.benchmarks.host;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;

/** A gateway behind Netty that blocks, on threads that may. For requests without a body, one after the other. */
@SuppressWarnings("FutureReturnValueIgnored") // Writes fail only if the client is gone, which closes the channel.
final class NettyBlockingHandler extends SimpleChannelInboundHandler<HttpObject> {

    private static final int PIECE = 16 * 1024;

    private final Gateway gateway;
    private final Executor workers;

    NettyBlockingHandler(Gateway gateway, Executor workers) {
        this.gateway = gateway;
        this.workers = workers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (message instanceof HttpRequest request) {
            workers.execute(() -> serve(context, request));
        }
    }

    private void serve(ChannelHandlerContext context, HttpRequest request) {
        try (GatewayResponse answer = gateway.dispatch(NettyMessages.request(context.channel(), request))) {
            pass(context, answer);
        } catch (GatewayException e) {
            context.writeAndFlush(NettyMessages.whole(e.suggestedStatus(), Headers.empty(), Unpooled.EMPTY_BUFFER));
        } catch (IOException e) {
            context.close();
        }
    }

    private static void pass(ChannelHandlerContext context, GatewayResponse answer) throws IOException {
        InputStream body = answer.body();
        ByteBuf first = context.alloc().directBuffer(PIECE);
        if (fill(first, body)) {
            context.writeAndFlush(NettyMessages.whole(answer.status(), answer.headers(), first));
            return;
        }
        context.write(NettyMessages.begun(answer.status(), answer.headers()));
        context.writeAndFlush(new DefaultHttpContent(first));
        try {
            passRest(context, body);
        } catch (GatewayException e) {
            // Ending the response would make a cut one look whole.
            context.close();
        }
    }

    private static void passRest(ChannelHandlerContext context, InputStream body) throws IOException {
        boolean ended = false;
        while (!ended) {
            ByteBuf piece = context.alloc().directBuffer(PIECE);
            ended = fill(piece, body);
            context.channel().writeAndFlush(new DefaultHttpContent(piece)).syncUninterruptibly();
        }
        context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /** Whether the body has ended before the piece was full. */
    private static boolean fill(ByteBuf piece, InputStream body) throws IOException {
        try {
            while (piece.isWritable()) {
                if (piece.writeBytes(body, piece.writableBytes()) < 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            piece.release();
            throw e;
        }
    }
}
