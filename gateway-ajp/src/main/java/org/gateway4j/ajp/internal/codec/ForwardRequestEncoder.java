package org.gateway4j.ajp.internal.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Encodes FORWARD_REQUEST packets, part by part in the order of the methods here: the request line and the addresses,
 * the headers, the attributes, the end. Strings are octet strings. Parts that do not fit the packet size are left out
 * but counted, for the message. One thread uses an encoder for one request after another. It allocates only to grow.
 */
public final class ForwardRequestEncoder {

    /** The longest name of a header field: containers read the length of a longer one as a code. */
    public static final int LONGEST_NAME = 255;

    private static final byte FORWARD_REQUEST = 2;
    private static final int NULL = 0xFFFF;

    private final int packetSize;
    private byte[] bytes = new byte[Packet.USUAL_SIZE];
    private ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private long size;
    private int headers;
    private int headerCountAt;

    /** An encoder of packets up to this size, including the frame. */
    public ForwardRequestEncoder(int packetSize) {
        this.packetSize = packetSize;
    }

    /** Starts a request. */
    public void begin(int methodCode, String protocol, String uri) {
        size = Packet.HEADER_SIZE;
        headers = 0;
        putByte(FORWARD_REQUEST);
        putByte(methodCode);
        putString(protocol);
        putString(uri);
    }

    /** The addresses of both sides. Header fields come next. */
    public void connection(String remoteAddress, @Nullable String remoteHost, String server, int port, boolean tls) {
        putString(remoteAddress);
        putString(remoteHost);
        putString(server);
        putInt(port);
        putByte(tls ? 1 : 0);
        headerCountAt = (int) Math.min(size, packetSize);
        putInt(0);
    }

    /** A header field, with its name in any case. */
    public void header(String name, String value) {
        header(RequestHeader.code(name), name, value);
    }

    /** A header field whose name has that code, or none if it is 0. */
    public void header(int code, String name, String value) {
        if (code == 0) {
            putString(name);
        } else {
            putInt(code);
        }
        putString(value);
        headers++;
    }

    /** An attribute. The first attribute ends the header fields. */
    public void attribute(Attribute attribute, String value) {
        putByte(attribute.code());
        putString(value);
    }

    /** The key size of the cipher: the only attribute that is an integer. */
    public void keySize(int bits) {
        putByte(Attribute.SSL_KEY_SIZE);
        putInt(bits);
    }

    /** An attribute with a name of its own. */
    public void requestAttribute(String name, String value) {
        putByte(Attribute.REQUEST_ATTRIBUTE);
        putString(name);
        putString(value);
    }

    /** Ends the request. */
    public void end() {
        putByte(Attribute.END);
    }

    /** The size in bytes that the whole packet has or would have. */
    public long size() {
        return size;
    }

    /** Whether that size is within the packet size. */
    public boolean fits() {
        return size <= packetSize;
    }

    /** The packet, if it fits. It is valid until the next {@link #begin}. */
    public ByteBuffer packet() {
        buffer.clear()
                .putShort(0, (short) Packet.TO_CONTAINER)
                .putShort(2, (short) (size - Packet.HEADER_SIZE))
                .putShort(headerCountAt, (short) headers);
        return buffer.limit((int) size);
    }

    private void putByte(int value) {
        if (reserve(1)) {
            bytes[(int) size] = (byte) value;
        }
        size += 1;
    }

    private void putInt(int value) {
        if (reserve(2)) {
            bytes[(int) size] = (byte) (value >> 8);
            bytes[(int) size + 1] = (byte) value;
        }
        size += 2;
    }

    /** Copies the chars of an octet string as bytes, which is what this deprecated method does. */
    @SuppressWarnings("deprecation")
    private void putString(@Nullable String octets) {
        if (octets == null) {
            putInt(NULL);
            return;
        }
        int length = octets.length();
        putInt(length);
        if (reserve(length + 1)) {
            octets.getBytes(0, length, bytes, (int) size);
            bytes[(int) size + length] = 0;
        }
        size += length + 1;
    }

    private boolean reserve(int count) {
        long needed = size + count;
        if (needed > packetSize) {
            return false;
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(packetSize, Math.max(needed, 2L * bytes.length)));
            buffer = ByteBuffer.wrap(bytes);
        }
        return true;
    }
}
