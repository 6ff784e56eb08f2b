package org.gateway4j.host.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.gateway4j.testkit.Await;

/** A server of Netty on a port of its own. It is not closed before all its buffers are released. */
final class NettyServer implements AutoCloseable {

    /** How sockets are watched. */
    enum Kind {
        NIO {
            @Override
            EventLoopGroup group() {
                return new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
            }

            @Override
            Class<? extends ServerChannel> channel() {
                return NioServerSocketChannel.class;
            }
        },
        EPOLL {
            @Override
            EventLoopGroup group() {
                return new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
            }

            @Override
            Class<? extends ServerChannel> channel() {
                return EpollServerSocketChannel.class;
            }
        };

        abstract EventLoopGroup group();

        abstract Class<? extends ServerChannel> channel();
    }

    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    static {
        ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + records));
    }

    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);
    private final EventLoopGroup group;
    private final Channel listener;

    private NettyServer(Kind kind, Consumer<Channel> pipeline) {
        group = kind.group();
        listener = new ServerBootstrap()
                .group(group)
                .channel(kind.channel())
                .childOption(ChannelOption.ALLOCATOR, buffers)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        pipeline.accept(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    static NettyServer start(Kind kind, Consumer<Channel> pipeline) {
        return new NettyServer(kind, pipeline);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 20, TimeUnit.SECONDS).syncUninterruptibly();
        Await.until(
                () -> "bytes not released: " + usedBytes() + " " + LEAKS, () -> usedBytes() == 0 && LEAKS.isEmpty());
    }

    private long usedBytes() {
        return buffers.metric().usedDirectMemory() + buffers.metric().usedHeapMemory();
    }
}
