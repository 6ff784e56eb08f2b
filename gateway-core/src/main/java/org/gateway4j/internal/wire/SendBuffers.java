package org.gateway4j.internal.wire;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** The send buffers of Unix domain sockets. */
public final class SendBuffers {

    /**
     * Linux lets a waiting writer go on when three quarters of the buffer are free, and does not let the one of a Unix domain
     * socket grow by itself: with what it has by default, a large body takes one waiting for each 160 KiB.
     */
    public static final int SIZE = 512 * 1024;

    private SendBuffers() {}

    /** Asks for a larger buffer, before connecting. */
    public static void enlarge(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SIZE);
        } catch (IOException e) {
            // Linux gives what it may; elsewhere large bodies take longer.
        }
    }
}
