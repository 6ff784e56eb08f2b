package org.gateway4j.internal.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.gateway4j.Endpoint;

/** The kinds of socket that an application can listen on. */
enum Transport {
    TCP {
        @Override
        ServerSocketChannel listen(Path directory, int backlog) throws IOException {
            return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), backlog);
        }

        @Override
        Endpoint endpointOf(ServerSocketChannel server) throws IOException {
            return Endpoint.tcp((InetSocketAddress) server.getLocalAddress());
        }
    },
    UNIX {
        @Override
        ServerSocketChannel listen(Path directory, int backlog) throws IOException {
            return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(directory.resolve("s")), backlog);
        }

        @Override
        Endpoint endpointOf(ServerSocketChannel server) throws IOException {
            return Endpoint.unix(((UnixDomainSocketAddress) server.getLocalAddress()).getPath());
        }
    };

    /** A listening socket, in this directory if it has a path. */
    abstract ServerSocketChannel listen(Path directory, int backlog) throws IOException;

    abstract Endpoint endpointOf(ServerSocketChannel server) throws IOException;
}
