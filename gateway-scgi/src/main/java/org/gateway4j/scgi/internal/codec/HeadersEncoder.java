package org.gateway4j.scgi.internal.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.gateway4j.internal.cgi.VariableSink;
import org.gateway4j.internal.cgi.VariablesSize;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the headers of an SCGI request (the specification's section "Request Format"): a netstring of names and
 * values, each ended by NUL, of which {@code CONTENT_LENGTH} is the first and {@code SCGI} is there with value 1. One
 * thread uses an encoder for one request after another. It allocates only to grow.
 */
public final class HeadersEncoder implements VariableSink {

    private static final int USUAL_SIZE = 4 * 1024;
    private static final int LARGEST_KEPT = 64 * 1024;

    /** The room for the netstring's length and its colon. */
    private static final int LENGTH_ROOM = 11;

    private final VariablesSize size;
    private byte[] bytes = new byte[USUAL_SIZE];
    private ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private int position;

    private @Nullable String holdsNul;

    /** An encoder of headers of at most so many bytes. */
    public HeadersEncoder(int limit) {
        size = new VariablesSize(limit);
    }

    /** Starts with the two headers that each request has. */
    public void begin(long contentLength) {
        if (bytes.length > LARGEST_KEPT) {
            resize(USUAL_SIZE);
        }
        position = LENGTH_ROOM;
        size.begin();
        holdsNul = null;
        add("CONTENT_LENGTH", Long.toString(contentLength));
        add("SCGI", "1");
    }

    /** Takes a variable. The two that {@link #begin} has written are left out, because names must be unique. */
    @Override
    public void put(String name, String value) {
        if (!name.equals("CONTENT_LENGTH") && !name.equals("SCGI")) {
            add(name, value);
        }
    }

    private void add(String name, String value) {
        long pair = (long) name.length() + value.length() + 2;
        if (value.indexOf('\0') >= 0) {
            holdsNul = name;
        }
        if (size.add(name, pair)) {
            reserve((int) pair + 1);
            append(name);
            append(value);
        }
    }

    private void reserve(int count) {
        if (position + count > bytes.length) {
            resize(Math.max(position + count, 2 * bytes.length));
        }
    }

    private void resize(int length) {
        bytes = Arrays.copyOf(bytes, length);
        buffer = ByteBuffer.wrap(bytes);
    }

    /** Copies the chars of an octet string as bytes, which is what this deprecated method does. */
    @SuppressWarnings("deprecation")
    private void append(String octets) {
        octets.getBytes(0, octets.length(), bytes, position);
        position += octets.length();
        bytes[position++] = 0;
    }

    /** The size of the headers. If it is too large, some were left out. */
    public VariablesSize size() {
        return size;
    }

    /** The name of a header whose value holds a NUL, where it would end; null if there is none. */
    public @Nullable String holdsNul() {
        return holdsNul;
    }

    /** Ends the netstring. The buffer is valid until the next {@link #begin}. */
    public ByteBuffer end() {
        byte[] length = (position - LENGTH_ROOM + ":").getBytes(StandardCharsets.ISO_8859_1);
        int start = LENGTH_ROOM - length.length;
        System.arraycopy(length, 0, bytes, start, length.length);
        bytes[position++] = ',';
        return buffer.clear().position(start).limit(position);
    }
}
