package org.gateway4j.benchmarks.responder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of an AJP13 answer: SEND_HEADERS with three headers, SEND_BODY_CHUNKs, END_RESPONSE. Made once. */
final class AjpAnswer implements Answer {

    private static final int SEND_BODY_CHUNK = 3;
    private static final int SEND_HEADERS = 4;
    private static final int END_RESPONSE = 5;
    private static final int CONTENT_TYPE = 0xA001;
    /** Of a body chunk, beside its content: magic and length, type, content length, closing NUL. */
    private static final int CHUNK_FRAME = 8;

    private final ByteBuffer bytes;

    AjpAnswer(int bodySize, int packet) {
        int largest = packet - CHUNK_FRAME;
        int chunks = (bodySize + largest - 1) / largest;
        ByteBuffer all = ByteBuffer.allocateDirect(256 + bodySize + chunks * CHUNK_FRAME);
        putHead(all);
        byte[] content = new byte[largest];
        Arrays.fill(content, (byte) 'x');
        for (int left = bodySize; left > 0; left -= Math.min(left, largest)) {
            int count = Math.min(left, largest);
            start(all, count + 4);
            all.put((byte) SEND_BODY_CHUNK)
                    .putShort((short) count)
                    .put(content, 0, count)
                    .put((byte) 0);
        }
        start(all, 2);
        all.put((byte) END_RESPONSE).put((byte) 1);
        bytes = all.flip().slice();
    }

    private static void putHead(ByteBuffer all) {
        ByteBuffer head = ByteBuffer.allocate(200).put((byte) SEND_HEADERS).putShort((short) 200);
        putString(head, "OK");
        head.putShort((short) 3);
        putString(head, "X-Powered-By");
        putString(head, "Servlet/6.1");
        putString(head.putShort((short) CONTENT_TYPE), "text/html; charset=UTF-8");
        putString(head, "Cache-Control");
        putString(head, "no-cache");
        start(all, head.flip().remaining());
        all.put(head);
    }

    private static void putString(ByteBuffer target, String text) {
        target.putShort((short) text.length())
                .put(text.getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) 0);
    }

    private static void start(ByteBuffer target, int length) {
        target.put((byte) 'A').put((byte) 'B').putShort((short) length);
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
