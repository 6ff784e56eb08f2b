package org.gateway4j.benchmarks.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.gateway4j.benchmarks.responder.ParentProcess;
import org.gateway4j.benchmarks.responder.ResponderProcess;

/** The process of an application that goes wrong as its requests ask it to. */
final class FaultyResponder {

    private FaultyResponder() {}

    /** Takes the path of a Unix domain socket, or nothing to listen on a TCP port. */
    public static void main(String[] arguments) throws IOException {
        try (ServerSocketChannel server = arguments.length > 0
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(arguments[0]))
                : ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            int port = server.getLocalAddress() instanceof InetSocketAddress tcp ? tcp.getPort() : 0;
            System.out.println(ResponderProcess.READY + port);
            ParentProcess.exitWithIt();
            while (true) {
                SocketChannel channel = server.accept();
                new Thread(() -> serve(channel), "connection").start();
            }
        }
    }

    private static void serve(SocketChannel channel) {
        try {
            new FaultyConnection(channel).serve();
        } catch (IOException e) {
            // The gateway has let go in the middle, as it does of those that it gives up.
        }
    }
}
