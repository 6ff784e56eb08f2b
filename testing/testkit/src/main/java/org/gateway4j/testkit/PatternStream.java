package org.gateway4j.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** Any number of bytes that do not repeat within a gigabyte, never held in memory, and their digest. */
public final class PatternStream extends InputStream {

    /** Bytes that share a number. */
    public static final int BLOCK = 64 * 1024;

    private final long length;
    private final byte[] block = new byte[BLOCK];
    private final MessageDigest digest = sha256();
    private long position;
    private boolean closed;

    /**
     * The first bytes of the pattern.
     *
     * @param length how many
     */
    public PatternStream(long length) {
        this.length = length;
    }

    /**
     * A block is its number in eight digits, over and over.
     *
     * @param block the array to fill, of {@link #BLOCK} bytes
     * @param number which block of the pattern it becomes
     */
    public static void fill(byte[] block, long number) {
        byte[] digits = new byte[8];
        long rest = number;
        for (int i = digits.length - 1; i >= 0; i--) {
            digits[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        for (int i = 0; i < block.length; i++) {
            block[i] = digits[i & 7];
        }
    }

    /** {@return a new digest of the kind that is used here} */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (position == length) {
            return -1;
        }
        int within = (int) (position % BLOCK);
        if (within == 0) {
            fill(block, position / BLOCK);
        }
        int copied = (int) Math.min(length - position, Math.min(count, BLOCK - within));
        System.arraycopy(block, within, target, offset, copied);
        digest.update(block, within, copied);
        position += copied;
        return copied;
    }

    /** {@return how many bytes were read} */
    public long position() {
        return position;
    }

    /** {@return the digest of what was read, in hexadecimal digits; to be asked for once} */
    public String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** {@return whether it was closed} */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Takes the bytes of the pattern and compares each; a write fails at the first that is another. */
    public static final class Expecting extends OutputStream {

        private final byte[] block = new byte[BLOCK];
        private long position;

        /** Expects the pattern from its begin. */
        public Expecting() {}

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int count) throws IOException {
            for (int done = 0; done < count; ) {
                int within = (int) (position % BLOCK);
                if (within == 0) {
                    fill(block, position / BLOCK);
                }
                int compared = Math.min(count - done, BLOCK - within);
                int from = offset + done;
                int mismatch = Arrays.mismatch(block, within, within + compared, source, from, from + compared);
                if (mismatch >= 0) {
                    throw new IOException("wrong byte at " + (position + mismatch));
                }
                position += compared;
                done += compared;
            }
        }

        /** {@return how many bytes were taken} */
        public long position() {
            return position;
        }
    }
}
