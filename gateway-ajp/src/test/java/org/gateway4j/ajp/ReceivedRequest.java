package org.gateway4j.ajp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.testkit.Bytes;

/** A FORWARD_REQUEST as a container decodes it; null fields of CPING. */
record ReceivedRequest(boolean isPing, int method, String uri, Map<String, String> headers, String storedMethod) {

    private static final String[] METHODS = {"", "OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "PROPFIND"
    };

    static ReceivedRequest read(PeerSocket socket) throws IOException {
        ByteBuffer payload = packet(socket);
        int type = payload.get();
        if (type == 0x0A) {
            return new ReceivedRequest(true, 0, "", Map.of(), "");
        }
        if (type != 2) {
            throw new AssertionError("message of type " + type);
        }
        int method = payload.get() & 0xFF;
        string(payload);
        String uri = string(payload);
        string(payload);
        string(payload);
        string(payload);
        payload.getShort();
        payload.get();
        Map<String, String> headers = new LinkedHashMap<>();
        for (int left = payload.getShort(); left > 0; left--) {
            int code = payload.getShort(payload.position()) & 0xFFFF;
            String name = code >= 0xA000 ? Integer.toHexString(payload.getShort() & 0xFFFF) : string(payload);
            headers.put(name, string(payload));
        }
        return new ReceivedRequest(false, method, uri, headers, storedMethod(payload));
    }

    private static String storedMethod(ByteBuffer payload) {
        String stored = "";
        for (int code = payload.get() & 0xFF; code != 0xFF; code = payload.get() & 0xFF) {
            String value = code == 0x0B ? "" + payload.getShort() : string(payload);
            if (code == 0x0A) {
                string(payload);
            } else if (code == 0x0D) {
                stored = value;
            }
        }
        if (payload.hasRemaining()) {
            throw new AssertionError(payload.remaining() + " bytes after the end of the attributes");
        }
        return stored;
    }

    /** The payload of the next packet. */
    static ByteBuffer packet(PeerSocket socket) throws IOException {
        ByteBuffer frame = ByteBuffer.wrap(socket.read(4));
        if (frame.getShort() != 0x1234) {
            throw new AssertionError("not a packet of a web server");
        }
        return ByteBuffer.wrap(socket.read(frame.getShort() & 0xFFFF));
    }

    private static String string(ByteBuffer payload) {
        int length = payload.getShort() & 0xFFFF;
        if (length == 0xFFFF) {
            return "";
        }
        byte[] bytes = new byte[length];
        payload.get(bytes);
        if (payload.get() != 0) {
            throw new AssertionError("string without NUL");
        }
        return Bytes.text(bytes);
    }

    String methodName() {
        return method == 0xFF ? storedMethod : METHODS[method];
    }

    /** The length of the body, or -1 if that is not known. */
    long contentLength() {
        if (headers.containsKey("a008") == headers.containsKey("transfer-encoding")) {
            throw new AssertionError("neither or both of length and coding: " + headers);
        }
        return Long.parseLong(headers.getOrDefault("a008", "-1"));
    }
}
