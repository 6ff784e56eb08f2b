package org.gateway4j.host.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import org.gateway4j.contract.loop.RunningLoop;

/** Loops of Netty for tests. */
final class NettyLoops {

    private NettyLoops() {}

    static RunningLoop nio(String name) {
        return start(name, NioIoHandler.newFactory());
    }

    static RunningLoop epoll(String name) {
        return start(name, EpollIoHandler.newFactory());
    }

    private static RunningLoop start(String name, IoHandlerFactory transport) {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), transport);
        return new RunningLoop(NettyLoop.of(group.next()), () -> end(group));
    }

    /** At once; usually Netty waits for two seconds without a task. */
    private static void end(EventLoopGroup group) {
        group.shutdownGracefully(0, 20, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
