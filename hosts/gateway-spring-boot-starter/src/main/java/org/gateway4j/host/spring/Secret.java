package org.gateway4j.host.spring;

/**
 * A text that no message shows.
 *
 * @param text the text
 */
record Secret(String text) {

    /** Called by Spring's conversion. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    @Override
    public String toString() {
        return "******";
    }
}
