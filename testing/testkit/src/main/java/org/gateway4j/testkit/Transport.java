package org.gateway4j.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What a gateway and an application are connected by. Addresses are in the form that endpoints, nginx and PHP-FPM read alike:
 * {@code 127.0.0.1:9000}, {@code unix:/run/app.sock}.
 */
public enum Transport {
    /** TCP on loopback. */
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
    /** Unix domain sockets. */
    UNIX {
        @Override
        public ServerSocketChannel listen(Path directory, int backlog) throws IOException {
            Path socket = directory.resolve("app.sock");
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(socket), backlog);
            // A server in front of it may run as another user.
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
            return listener;
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

    /**
     * {@return a listening socket, to which every user may connect}
     *
     * @param directory where that of a Unix domain socket is made
     * @param backlog how many connections may wait to be accepted, 0 for what is usual
     * @throws IOException if nothing can listen there
     */
    public abstract ServerSocketChannel listen(Path directory, int backlog) throws IOException;

    /**
     * {@return where a socket listens}
     *
     * @param listener one of this transport
     * @throws IOException if it is closed
     */
    public abstract String address(ServerSocketChannel listener) throws IOException;

    /**
     * {@return an address where nobody listens}
     *
     * @param directory an existing one, in which that of a Unix domain socket would be
     */
    public abstract String nobody(Path directory);
}
