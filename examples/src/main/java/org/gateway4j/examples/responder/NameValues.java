package org.gateway4j.examples.responder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Name-value pairs (FastCGI 1.0 section 3.4): two lengths of one or four bytes each, then the name and the value. */
final class NameValues {

    private static final int LONG_FORM = 0x80;

    private NameValues() {}

    static Map<String, String> decode(byte[] content) throws IOException {
        Map<String, String> pairs = new LinkedHashMap<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        while (in.available() > 0) {
            int nameLength = readLength(in);
            int valueLength = readLength(in);
            pairs.put(readText(in, nameLength), readText(in, valueLength));
        }
        return pairs;
    }

    private static int readLength(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        if (first < LONG_FORM) {
            return first;
        }
        int high = (first & ~LONG_FORM) << 24;
        return high | in.readUnsignedByte() << 16 | in.readUnsignedShort();
    }

    private static String readText(DataInputStream in, int length) throws IOException {
        if (length > in.available()) {
            throw new EOFException("a pair is longer than what holds it");
        }
        return new String(in.readNBytes(length), UTF_8);
    }

    static byte[] encode(Map<String, String> pairs) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(content);
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            byte[] name = pair.getKey().getBytes(UTF_8);
            byte[] value = pair.getValue().getBytes(UTF_8);
            writeLength(out, name.length);
            writeLength(out, value.length);
            out.write(name);
            out.write(value);
        }
        return content.toByteArray();
    }

    private static void writeLength(DataOutputStream out, int length) throws IOException {
        if (length < LONG_FORM) {
            out.writeByte(length);
        } else {
            out.writeInt(length | LONG_FORM << 24);
        }
    }
}
