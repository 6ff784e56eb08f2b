package org.gateway4j.benchmarks.responder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of an answer that is a head and a body: a first line, three headers with the length among them. Each connection
 * makes its own, so it is on the heap, where that costs least.
 */
final class PlainAnswer implements Answer {

    private final ByteBuffer bytes;

    PlainAnswer(String firstLine, int bodySize) {
        String head =
                firstLine + "\r\nContent-Type: text/html; charset=UTF-8\r\nCache-Control: no-cache\r\nContent-Length: "
                        + bodySize + "\r\n\r\n";
        byte[] content = new byte[bodySize];
        Arrays.fill(content, (byte) 'x');
        bytes = ByteBuffer.allocate(head.length() + bodySize)
                .put(head.getBytes(StandardCharsets.ISO_8859_1))
                .put(content)
                .flip();
    }

    @Override
    public int length() {
        return bytes.capacity();
    }

    @Override
    public ByteBuffer to(int requestId) {
        return bytes.clear();
    }
}
