package org.gateway4j.internal.http;

/** Formats a number that is mostly the same as the previous one. Safe for use by several threads. */
public final class NumberCache {

    private record Text(int number, String text) {}

    private Text last = new Text(0, "0");

    /** The text of a number. */
    public String get(int wanted) {
        Text known = last;
        if (wanted != known.number()) {
            known = new Text(wanted, Integer.toString(wanted));
            last = known;
        }
        return known.text();
    }
}
