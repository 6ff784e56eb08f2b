package org.gateway4j.uwsgi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.onerequest.OneRequestApplication;
import org.gateway4j.testkit.Bytes;

/** The uwsgi protocol as an application reads it. */
final class UwsgiDialect implements OneRequestApplication.Dialect {

    @Override
    public Map<String, String> readVariables(PeerSocket socket) throws IOException {
        ByteBuffer header = littleEndian(socket.read(4));
        if (header.get(0) != 0 || header.get(3) != 0) {
            throw new AssertionError("modifiers " + header.get(0) + " and " + header.get(3));
        }
        ByteBuffer content = littleEndian(socket.read(header.getShort(1) & 0xFFFF));
        Map<String, String> variables = new LinkedHashMap<>();
        while (content.hasRemaining()) {
            String name = text(content);
            if (variables.put(name, text(content)) != null) {
                throw new AssertionError("twice: " + name);
            }
        }
        return variables;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(ByteBuffer content) {
        byte[] bytes = new byte[content.getShort() & 0xFFFF];
        content.get(bytes);
        return Bytes.text(bytes);
    }

    @Override
    public String beforeStatus() {
        return "HTTP/1.1 ";
    }
}
