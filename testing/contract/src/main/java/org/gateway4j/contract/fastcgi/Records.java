package org.gateway4j.contract.fastcgi;

import java.io.ByteArrayOutputStream;
import org.gateway4j.testkit.Bytes;

/** Records as an application sends them, put together by hand: no code under test has a part in it. */
public final class Records {

    public static final int BEGIN_REQUEST = 1;
    public static final int ABORT_REQUEST = 2;
    public static final int END_REQUEST = 3;
    public static final int PARAMS = 4;
    public static final int STDIN = 5;
    public static final int STDOUT = 6;
    public static final int STDERR = 7;
    public static final int DATA = 8;
    public static final int GET_VALUES = 9;
    public static final int GET_VALUES_RESULT = 10;
    public static final int UNKNOWN_TYPE = 11;

    private Records() {}

    /** A record of version 1. */
    public static byte[] record(int type, int id, byte[] content, int padding) {
        return record(1, type, id, content, padding);
    }

    /** A record of any version. */
    public static byte[] record(int version, int type, int id, byte[] content, int padding) {
        byte[] bytes = new byte[8 + content.length + padding];
        bytes[0] = (byte) version;
        bytes[1] = (byte) type;
        bytes[2] = (byte) (id >> 8);
        bytes[3] = (byte) id;
        bytes[4] = (byte) (content.length >> 8);
        bytes[5] = (byte) content.length;
        bytes[6] = (byte) padding;
        System.arraycopy(content, 0, bytes, 8, content.length);
        for (int i = 8 + content.length; i < bytes.length; i++) {
            bytes[i] = (byte) 0xEE;
        }
        return bytes;
    }

    public static byte[] stdout(int id, String content) {
        return record(STDOUT, id, Bytes.of(content), 0);
    }

    /** As many STDOUT records as the content takes. */
    public static byte[] stdout(int id, byte[] content) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int from = 0; from < content.length; from += 65_535) {
            byte[] part = new byte[Math.min(65_535, content.length - from)];
            System.arraycopy(content, from, part, 0, part.length);
            all.writeBytes(record(STDOUT, id, part, 0));
        }
        return all.toByteArray();
    }

    public static byte[] stderr(int id, String content) {
        return record(STDERR, id, Bytes.of(content), 0);
    }

    /** END_REQUEST of a request that was carried out. */
    public static byte[] end(int id) {
        return end(id, 0, 0);
    }

    public static byte[] end(int id, int appStatus, int protocolStatus) {
        byte[] content = {
            (byte) (appStatus >> 24),
            (byte) (appStatus >> 16),
            (byte) (appStatus >> 8),
            (byte) appStatus,
            (byte) protocolStatus,
            0,
            0,
            0
        };
        return record(END_REQUEST, id, content, 0);
    }

    /** A whole answer with one header and a body. */
    public static byte[] answer(int id, String body) {
        return join(stdout(id, Bytes.of("Content-Type: text/plain\r\n\r\n" + body)), end(id));
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
