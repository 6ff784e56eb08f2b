package org.gateway4j.examples;

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

/** An HTTP client that hides nothing of what is on the wire. */
public final class RawClient implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    public RawClient(InetSocketAddress address) throws IOException {
        this(new Socket(address.getAddress(), address.getPort()));
    }

    /** On a connection that there is. */
    public RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    public int localPort() {
        return socket.getLocalPort();
    }

    public void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /** The lines of a request head, without the empty one at its end. */
    public void sendHead(String... lines) throws IOException {
        send(String.join("\r\n", lines) + "\r\n\r\n");
    }

    /** Sends on another thread, so that the caller can read. */
    public CompletableFuture<Void> sendMeanwhile(byte[] content) {
        return CompletableFuture.runAsync(() -> {
            try {
                socket.getOutputStream().write(content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The lines of a response head: the status line, then the fields. */
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

    public String read(int bytes) throws IOException {
        return new String(readBytes(bytes), ISO_8859_1);
    }

    /** So many bytes, or fewer if the connection ends. */
    public byte[] readBytes(int most) throws IOException {
        return in.readNBytes(most);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
