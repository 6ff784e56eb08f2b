package org.gateway4j.contract;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The application's end of a connection. */
public final class PeerSocket implements AutoCloseable {

    private final SocketChannel channel;

    PeerSocket(SocketChannel channel) throws IOException {
        this.channel = channel;
        if (isTcp()) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    private boolean isTcp() throws IOException {
        return !(channel.getLocalAddress() instanceof UnixDomainSocketAddress);
    }

    /**
     * Reads some bytes.
     *
     * @param target where they go
     * @param offset of the first
     * @param length how many at the most
     * @return how many came, -1 at the end
     * @throws IOException if the connection breaks
     */
    public int read(byte[] target, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(target, offset, length));
    }

    /**
     * Reads a number of bytes.
     *
     * @param length how many
     * @return those bytes
     * @throws IOException if the connection ends before or breaks
     */
    public byte[] read(int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new EOFException("connection ended after " + target.position() + " of " + length + " bytes");
            }
        }
        return target.array();
    }

    /**
     * Writes all of it, in one call where the system takes it.
     *
     * @param bytes any number
     * @throws IOException if the gateway has let go of the connection
     */
    public void write(byte[] bytes) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        while (source.hasRemaining()) {
            channel.write(source);
        }
    }

    /** Reads away what comes, until the other side has let go. */
    public void awaitHangUp() {
        ByteBuffer away = ByteBuffer.allocate(64 * 1024);
        try {
            while (channel.read(away.clear()) >= 0) {
                // What was asked of a hung application is of no interest.
            }
        } catch (IOException e) {
            // Let go with a reset.
        }
    }

    /**
     * Says that nothing more comes; the other direction stays open.
     *
     * @throws IOException if the gateway has let go of the connection
     */
    public void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    /**
     * Breaks the connection off so that the other side sees a reset, on a Unix domain socket an end.
     *
     * @throws IOException if the system refuses
     */
    public void reset() throws IOException {
        if (isTcp()) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
