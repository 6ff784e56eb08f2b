package org.gateway4j.host.netty;

import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.nio.NioIoHandle;
import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The sockets that a transport of Netty can watch. */
enum SocketKind {
    NIO {
        @Override
        LinkSocket open(SocketAddress address, LinkSocket.Events events) throws IOException {
            return NioSocket.open(address, events);
        }
    },
    EPOLL {
        @Override
        LinkSocket open(SocketAddress address, LinkSocket.Events events) throws IOException {
            return EpollSocket.open(address, events);
        }
    };

    /** Those of a loop; null if its transport is another one. */
    static @Nullable SocketKind of(IoEventLoop loop) {
        if (loop.isCompatible(NioIoHandle.class)) {
            return NIO;
        }
        return loop.isCompatible(EpollIoHandle.class) ? EPOLL : null;
    }

    /** Opens a socket for an address of that kind. */
    abstract LinkSocket open(SocketAddress address, LinkSocket.Events events) throws IOException;
}
