package org.gateway4j.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** An HTTP client that hides nothing of what is on the wire. A read that waits for 20 s fails. */
public final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int PIECE = 16 * 1024;

    private final Socket socket;
    private final InputStream in;

    /**
     * Connects.
     *
     * @param address of the server
     * @throws IOException if it does not accept
     */
    public RawClient(InetSocketAddress address) throws IOException {
        this(new Socket(address.getAddress(), address.getPort()));
    }

    /**
     * A client on a connection that there is.
     *
     * @param socket the connection
     * @throws IOException if it is closed
     */
    public RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Connects with a small receive buffer: a server that sends to a client that does not read soon has to wait.
     *
     * @param address of the server
     * @param receiveBuffer its size in bytes, which the system may round up
     * @return a connected client
     * @throws IOException if the server does not accept
     */
    public static RawClient withReceiveBuffer(InetSocketAddress address, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.connect(new InetSocketAddress(address.getAddress(), address.getPort()));
        return new RawClient(socket);
    }

    /** {@return the port of the client's end} */
    public int localPort() {
        return socket.getLocalPort();
    }

    /**
     * Sends text.
     *
     * @param text one byte a character
     * @throws IOException if the server has let go
     */
    public void send(String text) throws IOException {
        send(text.getBytes(ISO_8859_1));
    }

    /**
     * Sends bytes.
     *
     * @param content any number
     * @throws IOException if the server has let go
     */
    public void send(byte[] content) throws IOException {
        socket.getOutputStream().write(content);
    }

    /**
     * Sends the lines of a request head, and the empty one at its end.
     *
     * @param lines without line ends
     * @throws IOException if the server has let go
     */
    public void sendHead(String... lines) throws IOException {
        send(String.join("\r\n", lines) + "\r\n\r\n");
    }

    /**
     * Sends on another thread, so that the caller can read.
     *
     * @param content any number of bytes
     * @return completed once all is sent
     */
    public CompletableFuture<Void> sendMeanwhile(byte[] content) {
        return CompletableFuture.runAsync(() -> {
            try {
                send(content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * Sends on another thread, so that the caller can read and look on.
     *
     * @param content any number of bytes
     * @param sent counts those that the system has taken
     * @return completed once all is sent
     */
    public CompletableFuture<Void> sendMeanwhile(InputStream content, AtomicLong sent) {
        return CompletableFuture.runAsync(() -> {
            try {
                for (byte[] piece = content.readNBytes(PIECE); piece.length > 0; piece = content.readNBytes(PIECE)) {
                    send(piece);
                    sent.addAndGet(piece.length);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * Says that nothing more is sent; the other direction stays open.
     *
     * @throws IOException if the connection is closed
     */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /**
     * Reads the head of a response.
     *
     * @return the status line, then the fields
     * @throws IOException if the connection ends before the empty line
     */
    public List<String> readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("connection ended within the head: " + head);
            }
            head.append((char) c);
        }
        return head.toString().lines().filter(line -> !line.isEmpty()).toList();
    }

    /**
     * Reads so many bytes, or fewer if the connection ends.
     *
     * @param most how many
     * @return the text of them, one character a byte
     * @throws IOException if the connection breaks
     */
    public String read(int most) throws IOException {
        return new String(readBytes(most), ISO_8859_1);
    }

    /**
     * Reads so many bytes, or fewer if the connection ends.
     *
     * @param most how many
     * @return the bytes
     * @throws IOException if the connection breaks
     */
    public byte[] readBytes(int most) throws IOException {
        return in.readNBytes(most);
    }

    /** {@return what comes from the server, behind what was read already} */
    public InputStream input() {
        return in;
    }

    /**
     * Breaks the connection off so that the server sees a reset.
     *
     * @throws IOException if the system refuses
     */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
