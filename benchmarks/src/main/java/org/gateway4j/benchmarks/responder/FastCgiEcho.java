package org.gateway4j.benchmarks.responder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Makes STDOUT records of STDIN records, as they come. */
final class FastCgiEcho implements Conversation {

    /** A response head without a body, as the content of one record. */
    static final byte[] HEAD = "Content-Type: text/plain\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private static final int HEADER = 8;
    private static final byte END_REQUEST = 3;
    private static final byte STDIN = 5;
    private static final byte STDOUT = 6;

    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private final ByteBuffer output = ByteBuffer.allocateDirect(128 * 1024);
    private int content;
    private boolean echoing;
    private boolean begun;

    @Override
    public ByteBuffer reply(ByteBuffer input) {
        output.clear();
        while (input.hasRemaining()) {
            if (content > 0) {
                pass(input);
            } else if (completesHeader(input)) {
                startRecord();
            }
        }
        return output.flip();
    }

    private void pass(ByteBuffer input) {
        int count = Math.min(content, input.remaining());
        if (echoing) {
            output.put(output.position(), input, input.position(), count).position(output.position() + count);
        }
        input.position(input.position() + count);
        content -= count;
    }

    private boolean completesHeader(ByteBuffer input) {
        while (header.hasRemaining() && input.hasRemaining()) {
            header.put(input.get());
        }
        return !header.hasRemaining();
    }

    private void startRecord() {
        int length = header.getShort(4) & 0xFFFF;
        boolean body = header.get(1) == STDIN;
        echoing = body && length > 0;
        content = length + (header.get(6) & 0xFF);
        if (echoing) {
            if (!begun) {
                begun = true;
                put(STDOUT, HEAD.length, 0).put(HEAD);
            }
            put(STDOUT, length, header.get(6));
        } else if (body) {
            begun = false;
            put(END_REQUEST, HEADER, 0).putLong(0);
        }
        header.clear();
    }

    private ByteBuffer put(byte type, int length, int padding) {
        return output.put((byte) 1)
                .put(type)
                .putShort(header.getShort(2))
                .putShort((short) length)
                .put((byte) padding)
                .put((byte) 0);
    }
}
