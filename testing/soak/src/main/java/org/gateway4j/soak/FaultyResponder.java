package org.gateway4j.soak;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.gateway4j.testkit.processes.ParentProcess;

/** The process of an application that goes wrong as its requests ask it to. */
final class FaultyResponder {

    private FaultyResponder() {}

    /** Takes where to listen. */
    public static void main(String[] arguments) throws IOException {
        try (ServerSocketChannel server = ParentProcess.listen(arguments)) {
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
