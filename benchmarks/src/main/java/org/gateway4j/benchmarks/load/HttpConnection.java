package org.gateway4j.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.gateway4j.benchmarks.client.BrowserRequest;

/** One kept connection: finds where answers with Content-Length or in chunks end. */
final class HttpConnection implements AutoCloseable {

    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "\r\ntransfer-encoding:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS = "HTTP/1.1 ".length();

    private final SocketChannel channel;
    private final ByteBuffer request;
    private final ByteBuffer input = ByteBuffer.allocate(64 * 1024);
    private boolean waiting;
    private long answers;
    private long errors;

    HttpConnection(InetSocketAddress server, String path, Selector selector) throws IOException {
        StringBuilder text = new StringBuilder("GET ").append(path).append(" HTTP/1.1\r\n");
        BrowserRequest.eachHeader(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        byte[] bytes = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        request = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send() throws IOException {
        waiting = true;
        input.clear();
        request.rewind();
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /** Whether an answer is complete now. */
    boolean receive() throws IOException {
        if (channel.read(input) < 0) {
            throw new EOFException();
        }
        if (!isComplete()) {
            return false;
        }
        waiting = false;
        if (input.get(STATUS) == '2') {
            answers++;
        } else {
            errors++;
        }
        return true;
    }

    private boolean isComplete() {
        int head = find(END_OF_HEAD, 0, input.position());
        if (head < 0) {
            return false;
        }
        int length = find(LENGTH, 0, head);
        if (length >= 0) {
            return input.position() >= head + END_OF_HEAD.length + number(length + LENGTH.length);
        }
        return find(CHUNKED, 0, head) < 0 || find(LAST_CHUNK, head + 2, input.position()) >= 0;
    }

    private int number(int at) {
        int value = 0;
        for (int i = at; input.get(i) != '\r'; i++) {
            value = input.get(i) == ' ' ? value : 10 * value + input.get(i) - '0';
        }
        return value;
    }

    /** Without regard to case, as the pattern is in lower case. */
    private int find(byte[] pattern, int from, int to) {
        for (int at = from; at <= to - pattern.length; at++) {
            int i = 0;
            while (i < pattern.length && lower(input.get(at + i)) == pattern[i]) {
                i++;
            }
            if (i == pattern.length) {
                return at;
            }
        }
        return -1;
    }

    private static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
    }

    void fail() {
        waiting = false;
        errors++;
    }

    /** Whether a request has been sent whose answer is not complete. */
    boolean isWaiting() {
        return waiting;
    }

    long answers() {
        return answers;
    }

    long errors() {
        return errors;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
