package org.gateway4j.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.gateway4j.Endpoint;

/** What a gateway and an application are connected by. */
public enum Transport {
    TCP {
        @Override
        ServerSocketChannel listen(Path directory) throws IOException {
            return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
        }

        @Override
        Endpoint endpoint(ServerSocketChannel listener) throws IOException {
            InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
            return Endpoint.tcp(address.getAddress().getHostAddress(), address.getPort());
        }

        @Override
        public Endpoint nobody(Path directory) {
            // Port 1 is privileged and unused on any machine that runs tests.
            return Endpoint.tcp("127.0.0.1", 1);
        }
    },
    UNIX {
        @Override
        ServerSocketChannel listen(Path directory) throws IOException {
            return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(directory.resolve("app.sock")), 128);
        }

        @Override
        Endpoint endpoint(ServerSocketChannel listener) throws IOException {
            return Endpoint.unix(((UnixDomainSocketAddress) listener.getLocalAddress()).getPath());
        }

        @Override
        public Endpoint nobody(Path directory) {
            return Endpoint.unix(directory.resolve("nobody.sock"));
        }
    };

    abstract ServerSocketChannel listen(Path directory) throws IOException;

    abstract Endpoint endpoint(ServerSocketChannel listener) throws IOException;

    /** Where nobody listens. */
    public abstract Endpoint nobody(Path directory);
}
