package org.gateway4j.host.spring;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObject;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/** Remembers that the decoder of a connection has failed. Reactor Netty ends the body then, as if all of it had come. */
final class DecoderWatch extends ChannelInboundHandlerAdapter {

    private volatile @Nullable Throwable failure;

    private DecoderWatch() {}

    /** The watch of a connection, or null in HTTP/2, whose frames have their ends. */
    static @Nullable DecoderWatch of(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        DecoderWatch known = pipeline.get(DecoderWatch.class);
        if (known != null || pipeline.get(NettyPipeline.HttpCodec) == null) {
            return known;
        }
        DecoderWatch fresh = new DecoderWatch();
        pipeline.addAfter(NettyPipeline.HttpCodec, "gateway4j.decoderWatch", fresh);
        return fresh;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            failure = part.decoderResult().cause();
        }
        context.fireChannelRead(message);
    }

    /** Why the decoder has failed, or null. */
    @Nullable
    Throwable failure() {
        return failure;
    }
}
