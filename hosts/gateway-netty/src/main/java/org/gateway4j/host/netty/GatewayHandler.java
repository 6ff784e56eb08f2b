package org.gateway4j.host.netty;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.Executor;
import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.host.AsyncRelay;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.Mounts;

/**
 * Lets gateways answer the requests of a Netty server, over HTTP/1 and HTTP/2, with the NIO or the epoll transport:
 *
 * <pre>{@code
 * GatewayHandler gateways = new GatewayHandler(mounts);
 * bootstrap.childHandler(new ChannelInitializer<>() {
 *     protected void initChannel(Channel channel) {
 *         channel.pipeline().addLast(new HttpServerCodec(), gateways);
 *     }
 * });
 * }</pre>
 *
 * <p>For HTTP/2, it follows an {@code Http2StreamFrameToHttpObjectCodec} in the pipeline of each stream.
 *
 * <p>Exchanges run on the event loop of the client's channel, and so do their connections to applications. Nothing blocks it.
 * Gateways that block need an executor, whose threads wait for them.
 *
 * <p>A request that no mount takes goes to the next handler of the pipeline, which has to answer it, or to end the connection.
 * If there is none, it is answered with 404. Requests of a connection are served one at a time: the next one, whoever answers
 * it, waits for the end of the response before it.
 *
 * <p>In a pipeline, the handler is replaced by one of the channel's own. That one reads from the channel as the exchange goes
 * on, so it turns {@code AUTO_READ} off. It closes a connection that rests when an {@code IdleStateHandler} says so. A client that
 * leaves ends its exchange at once, even while the application is silent, unless it has sent more than the handler reads ahead:
 * about 64 KiB of a body that the application does not take, or the next request.
 *
 * <p>The handler closes no gateway. Close the gateways before the event loops. Safe for use by any number of channels and threads.
 */
@Sharable
public final class GatewayHandler extends ChannelHandlerAdapter {

    private final AsyncRelay relay;
    private final Loops loops = new Loops();

    /**
     * A handler for one gateway, which answers all paths.
     *
     * @param gateway the gateway; the handler does not close it
     */
    public GatewayHandler(AsyncGateway gateway) {
        this(Mounts.of(gateway));
    }

    /**
     * A handler for one gateway that blocks, and answers all paths.
     *
     * @param gateway the gateway; the handler does not close it
     * @param executor runs the waits, one for each request in flight; the handler does not shut it down
     */
    public GatewayHandler(Gateway gateway, Executor executor) {
        this(Mounts.of(gateway), HostConfig.defaults(), executor);
    }

    /**
     * A handler for these mounts, with the defaults of all settings.
     *
     * @param mounts the mounts
     * @throws IllegalArgumentException if a mount has a gateway that blocks
     */
    public GatewayHandler(Mounts mounts) {
        this(mounts, HostConfig.defaults());
    }

    /**
     * A handler for these mounts.
     *
     * @param mounts the mounts
     * @param config what the host does beside them
     * @throws IllegalArgumentException if a mount has a gateway that blocks
     */
    public GatewayHandler(Mounts mounts, HostConfig config) {
        relay = new AsyncRelay(mounts, config);
    }

    /**
     * A handler for these mounts, with gateways of either kind.
     *
     * @param mounts the mounts
     * @param config what the host does beside them
     * @param executor runs the waits for gateways that block, one for each request in flight; the handler does not shut it down
     */
    public GatewayHandler(Mounts mounts, HostConfig config, Executor executor) {
        this(mounts.async(executor), config);
    }

    /**
     * Begins to serve a channel.
     *
     * @throws IllegalStateException if the handler was added with an executor of its own
     * @throws IllegalArgumentException if the channel's transport is neither NIO nor epoll
     */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (!context.executor().equals(context.channel().eventLoop())) {
            throw new IllegalStateException(
                    "gateways run on the event loop of the channel, and need no other executor");
        }
        NettyLoop loop = loops.of(context.channel().eventLoop());
        context.pipeline().replace(this, context.name(), new ClientConnection(relay, loop));
    }
}
