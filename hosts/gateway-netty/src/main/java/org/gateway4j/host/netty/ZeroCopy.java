package org.gateway4j.host.netty;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Files that the system copies to the client, without a way through this process. */
final class ZeroCopy {

    private ZeroCopy() {}

    /**
     * Opens a file.
     *
     * @return null if the file has to go through a handler that looks at bytes, such as one for TLS or compression
     */
    static @Nullable FileRegion open(ResponseHead head, Path file, ChannelHandlerContext context) throws IOException {
        if (!head.hasBody() || head.length() <= 0 || !goesUnseen(context)) {
            return null;
        }
        return new DefaultFileRegion(FileChannel.open(file), 0, head.length());
    }

    private static boolean goesUnseen(ChannelHandlerContext context) {
        boolean encoded = false;
        for (Map.Entry<String, ChannelHandler> entry : context.pipeline()) {
            ChannelHandler handler = entry.getValue();
            if (handler.equals(context.handler())) {
                return encoded;
            }
            if (handler instanceof HttpServerCodec) {
                encoded = true;
            } else if (!(handler instanceof IdleStateHandler)) {
                return false;
            }
        }
        return false;
    }
}
