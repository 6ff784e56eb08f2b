package org.gateway4j.internal.cgi;

/** The text of a number that is mostly the same as the time before. Not safe for use by several threads. */
final class LastNumber {

    private int number;
    private String text = "0";

    String get(int wanted) {
        if (wanted != number) {
            number = wanted;
            text = Integer.toString(wanted);
        }
        return text;
    }
}
