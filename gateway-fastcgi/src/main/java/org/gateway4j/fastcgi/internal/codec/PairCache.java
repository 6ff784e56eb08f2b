package org.gateway4j.fastcgi.internal.codec;

import org.jspecify.annotations.Nullable;

/**
 * The pairs of the last request on a connection, and their places in its buffer. The server's own variables are the
 * same in each request, and a client's mostly are. So the beginning of a head need not be written again. The bytes
 * after the place that is being written are untouched, so a pair that comes at its old place is still there. Used by
 * one thread.
 */
final class PairCache {

    static final int UNKNOWN = -1;

    private static final int MOST = 64;

    private final @Nullable String[] names = new @Nullable String[MOST];
    private final @Nullable String[] values = new @Nullable String[MOST];
    private final int[] starts = new int[MOST];
    private final int[] ends = new int[MOST];

    /** The number of pairs of the previous request. */
    private int known;

    private int count;

    /** Begins the next request. */
    void begin() {
        known = Math.min(count, MOST);
        count = 0;
    }

    /** The buffer was replaced. */
    void forget() {
        known = 0;
    }

    /** The end of the next pair if the pair lies at this place already, or {@link #UNKNOWN}. */
    int end(String name, String value, int start) {
        int index = count;
        if (index < known && starts[index] == start && name.equals(names[index]) && value.equals(values[index])) {
            count++;
            return ends[index];
        }
        return UNKNOWN;
    }

    /** Stores the next pair, which was written. */
    void put(String name, String value, int start, int end) {
        if (count < MOST) {
            names[count] = name;
            values[count] = value;
            starts[count] = start;
            ends[count] = end;
        }
        count++;
    }
}
