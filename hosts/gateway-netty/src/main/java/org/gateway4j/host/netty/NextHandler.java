package org.gateway4j.host.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/** A request that no mount takes, and a later handler of the pipeline answers. */
final class NextHandler implements Exchange {

    private final ChannelHandlerContext context;
    private final ClientConnection connection;

    NextHandler(ChannelHandlerContext context, ClientConnection connection) {
        this.context = context;
        this.connection = connection;
    }

    @Override
    public void take(HttpContent part) {
        context.fireChannelRead(part);
    }

    /** A handler that wants to end the connection does so itself. */
    @Override
    public ChannelPromise writes(Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            return HttpResponseStatus.SWITCHING_PROTOCOLS.equals(response.status()) ? leaving(promise) : promise;
        }
        if (message instanceof LastHttpContent || message instanceof HttpChunkedInput) {
            ChannelPromise written = promise.unvoid();
            written.addListener(done -> connection.answered(written, true));
            return written;
        }
        return promise;
    }

    /** What follows is no HTTP/1. */
    private ChannelPromise leaving(ChannelPromise promise) {
        ChannelPromise written = promise.unvoid();
        written.addListener(done -> {
            if (!context.isRemoved()) {
                context.pipeline().remove(connection);
            }
        });
        return written;
    }
}
