package org.gateway4j.uwsgi.internal.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.gateway4j.internal.cgi.VariableSink;
import org.gateway4j.internal.cgi.VariablesSize;

/**
 * Encodes the variables of a request as one uwsgi packet. Each name and each value has its size in two bytes before it,
 * the lower byte first. One thread uses an encoder for one request after another. It allocates only to grow.
 */
public final class VariablesEncoder implements VariableSink {

    private static final int USUAL_SIZE = 4 * 1024;

    private final VariablesSize size;
    private final int modifier1;
    private final int modifier2;
    private byte[] bytes = new byte[USUAL_SIZE];
    private ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private int position;

    /**
     * An encoder.
     *
     * @param limit the largest size of all variables in bytes, at most {@link Packet#MAX_CONTENT}
     * @param modifier1 0 to 255
     * @param modifier2 0 to 255
     */
    public VariablesEncoder(int limit, int modifier1, int modifier2) {
        this.size = new VariablesSize(limit);
        this.modifier1 = modifier1;
        this.modifier2 = modifier2;
    }

    /** Starts a packet. */
    public void begin() {
        position = Packet.HEADER;
        size.begin();
    }

    @Override
    public void put(String name, String value) {
        long pair = (long) name.length() + value.length() + 4;
        if (size.add(name, pair)) {
            reserve((int) pair);
            append(name);
            append(value);
        }
    }

    private void reserve(int count) {
        if (position + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(position + count, 2 * bytes.length));
            buffer = ByteBuffer.wrap(bytes);
        }
    }

    /** Copies the chars of an octet string as bytes, which is what this deprecated method does. */
    @SuppressWarnings("deprecation")
    private void append(String octets) {
        int length = octets.length();
        Packet.putShort(bytes, position, length);
        octets.getBytes(0, length, bytes, position + 2);
        position += length + 2;
    }

    /** The size of the variables. If it is too large, some were left out. */
    public VariablesSize size() {
        return size;
    }

    /** Ends the packet. The buffer is valid until the next {@link #begin}. */
    public ByteBuffer end() {
        bytes[0] = (byte) modifier1;
        Packet.putShort(bytes, 1, position - Packet.HEADER);
        bytes[3] = (byte) modifier2;
        return buffer.clear().limit(position);
    }
}
