package org.gateway4j.benchmarks.responder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The bytes of an answer: STDOUT records with three headers and a body, END_REQUEST. Made once, with an id to fill in. */
final class FastCgiAnswer implements Answer {

    private static final int HEADER = 8;
    private static final int END_REQUEST = 3;
    private static final int STDOUT = 6;
    private static final int LARGEST_CONTENT = 65_528;

    private static final byte[] HEAD = """
            X-Powered-By: PHP/8.2.29\r
            Content-Type: text/html; charset=UTF-8\r
            Cache-Control: no-cache\r
            \r
            """.getBytes(StandardCharsets.ISO_8859_1);

    private final ByteBuffer bytes;
    private final List<Integer> records = new ArrayList<>();

    /** An answer with a body of that size. */
    FastCgiAnswer(int bodySize) {
        ByteBuffer output = ByteBuffer.allocate(HEAD.length + bodySize).put(HEAD);
        while (output.hasRemaining()) {
            output.put((byte) 'x');
        }
        output.flip();
        int count = (output.limit() + LARGEST_CONTENT - 1) / LARGEST_CONTENT;
        bytes = ByteBuffer.allocateDirect(output.limit() + count * HEADER + 2 * HEADER);
        while (output.hasRemaining()) {
            int length = Math.min(output.remaining(), LARGEST_CONTENT);
            startRecord(STDOUT, length);
            bytes.put(output.slice(output.position(), length));
            output.position(output.position() + length);
        }
        startRecord(END_REQUEST, HEADER);
        bytes.putLong(0);
    }

    private void startRecord(int type, int length) {
        records.add(bytes.position());
        bytes.put((byte) 1)
                .put((byte) type)
                .putShort((short) 0)
                .putShort((short) length)
                .putShort((short) 0);
    }

    @Override
    public int length() {
        return bytes.capacity();
    }

    @Override
    public ByteBuffer to(int requestId) {
        for (int i = 0; i < records.size(); i++) {
            bytes.putShort(records.get(i) + 2, (short) requestId);
        }
        return bytes.clear();
    }
}
