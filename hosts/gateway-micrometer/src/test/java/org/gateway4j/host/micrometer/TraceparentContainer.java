package org.gateway4j.host.micrometer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.testkit.Bytes;

/** An AJP container that answers each request with the value of its field {@code traceparent}. */
final class TraceparentContainer {

    /** The name as AJP writes it: AJP has no code for it. */
    private static final String NAME = "\0\13traceparent\0";

    private TraceparentContainer() {}

    /** Serves a connection until the gateway lets go. */
    static void serve(PeerSocket socket, int number) throws IOException {
        while (true) {
            int length = ByteBuffer.wrap(socket.read(4)).getShort(2) & 0xFFFF;
            byte[] value = value(Bytes.text(socket.read(length)));
            socket.write(packet("04 00c8 0002 4f4b 00 0000"));
            socket.write(packet(
                    "03 %04x %s 00".formatted(value.length, HexFormat.of().formatHex(value))));
            socket.write(packet("05 01"));
        }
    }

    private static byte[] value(String message) {
        int name = message.indexOf(NAME);
        if (name < 0) {
            return Bytes.of("none");
        }
        int at = name + NAME.length();
        int length = message.charAt(at) << 8 | message.charAt(at + 1);
        return Bytes.of(message.substring(at + 2, at + 2 + length));
    }

    private static byte[] packet(String hex) {
        byte[] payload = HexFormat.of().parseHex(hex.replace(" ", ""));
        return ByteBuffer.allocate(4 + payload.length)
                .put((byte) 'A')
                .put((byte) 'B')
                .putShort((short) payload.length)
                .put(payload)
                .array();
    }
}
