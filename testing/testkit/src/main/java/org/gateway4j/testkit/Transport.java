package org.gateway4j.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

/**
 * What a gateway and an application are connected by. Addresses are in the form that endpoints, nginx and PHP-FPM read alike:
 * {@code 127.0.0.1:9000}, {@code unix:/run/app.sock}.
 */
public enum Transport {
    TCP {
        @Override
        public ServerSocketChannel listen(Path directory, int backlog) throws IOException {
            return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), backlog);
        }

        @Override
        public String address(ServerSocketChannel listener) throws IOException {
            InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
            return address.getAddress().getHostAddress() + ":" + address.getPort();
        }

        @Override
        public String nobody(Path directory) {
            // Port 1 is privileged and unused on any machine that runs tests.
            return "127.0.0.1:1";
        }
    },
    UNIX {
        @Override
        public ServerSocketChannel listen(Path directory, int backlog) throws IOException {
            return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(directory.resolve("app.sock")), backlog);
        }

        @Override
        public String address(ServerSocketChannel listener) throws IOException {
            return "unix:" + listener.getLocalAddress();
        }

        @Override
        public String nobody(Path directory) {
            return "unix:" + directory.resolve("nobody.sock");
        }
    };

    /** A listening socket, on Unix domain sockets at a path in the directory. */
    public abstract ServerSocketChannel listen(Path directory, int backlog) throws IOException;

    /** Where it listens. */
    public abstract String address(ServerSocketChannel listener) throws IOException;

    /** Where nobody listens. */
    public abstract String nobody(Path directory);
}
