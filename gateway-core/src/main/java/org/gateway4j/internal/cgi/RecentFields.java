package org.gateway4j.internal.cgi;

import java.util.Arrays;
import org.gateway4j.Headers.Field;
import org.jspecify.annotations.Nullable;

/**
 * The header lines of the last response on a connection: an application mostly begins each of its answers with the same
 * ones, which then need not be parsed, checked and made strings of again. Not safe for use by several threads.
 */
final class RecentLines {

    private static final int MOST = 16;
    private static final int LONGEST = 256;

    private static final class Line {

        private final byte[] bytes;
        private final Field field;

        Line(byte[] bytes, Field field) {
            this.bytes = bytes;
            this.field = field;
        }
    }

    private final @Nullable Line[] lines = new @Nullable Line[MOST];

    /** The field in the line of that number, or null if it was another line last time. */
    @Nullable
    Field get(int number, byte[] bytes, int start, int end) {
        Line line = number < MOST ? lines[number] : null;
        return line != null && Arrays.equals(line.bytes, 0, line.bytes.length, bytes, start, end) ? line.field : null;
    }

    /** Remembers a line that was parsed. */
    void put(int number, byte[] bytes, int start, int end, Field field) {
        if (number < MOST && end - start <= LONGEST) {
            lines[number] = new Line(Arrays.copyOfRange(bytes, start, end), field);
        }
    }
}
