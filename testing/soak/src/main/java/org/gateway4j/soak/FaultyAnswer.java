package org.gateway4j.soak;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** The records of answers, whole and damaged, written without the library's code. */
final class FaultyAnswer {

    private static final int END_REQUEST = 3;
    private static final int STDOUT = 6;
    private static final int STDERR = 7;

    private static final int HEADER = 8;
    private static final int END_SIZE = HEADER + 8;
    private static final int OVERLOADED = 2;
    private static final int RECORD = 30_000;
    private static final byte[] NOISE = "PHP Warning:  noise\n".repeat(5_000).getBytes(StandardCharsets.US_ASCII);

    private FaultyAnswer() {}

    static byte[] of(int id, String head, byte[] body) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream(body.length + 256);
        writeStream(answer, STDOUT, id, head.getBytes(StandardCharsets.US_ASCII));
        writeStream(answer, STDOUT, id, body);
        writeEnd(answer, id, 0);
        return answer.toByteArray();
    }

    static byte[] noise(int id) {
        ByteArrayOutputStream noise = new ByteArrayOutputStream(NOISE.length + 256);
        writeStream(noise, STDERR, id, NOISE);
        return noise.toByteArray();
    }

    static byte[] overloaded(int id) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream(END_SIZE);
        writeEnd(answer, id, OVERLOADED);
        return answer.toByteArray();
    }

    /** One that goes wrong at its begin or at its end. */
    static byte[] damaged(byte[] answer, Random random) {
        byte[] damaged = answer.clone();
        int record = random.nextBoolean() ? 0 : answer.length - END_SIZE;
        damaged[record + random.nextInt(2)] = (byte) (100 + random.nextInt(100));
        return damaged;
    }

    private static void writeStream(ByteArrayOutputStream target, int type, int id, byte[] content) {
        for (int from = 0; from < content.length; from += RECORD) {
            int length = Math.min(RECORD, content.length - from);
            int padding = -length & 7;
            writeHeader(target, type, id, length, padding);
            target.write(content, from, length);
            target.writeBytes(new byte[padding]);
        }
    }

    private static void writeEnd(ByteArrayOutputStream target, int id, int protocolStatus) {
        writeHeader(target, END_REQUEST, id, 8, 0);
        target.writeBytes(new byte[] {0, 0, 0, 0, (byte) protocolStatus, 0, 0, 0});
    }

    private static void writeHeader(ByteArrayOutputStream target, int type, int id, int length, int padding) {
        target.writeBytes(new byte[] {
            1, (byte) type, (byte) (id >> 8), (byte) id, (byte) (length >> 8), (byte) length, (byte) padding, 0
        });
    }
}
