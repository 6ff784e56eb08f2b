package org.gateway4j.benchmarks.soak;

import java.nio.charset.StandardCharsets;

/** Bodies in which each place says of which request it is and where: {@code 17:0;17:1;17:2;} and so on. */
final class Content {

    private Content() {}

    static byte[] of(long number, int length) {
        StringBuilder text = new StringBuilder(length + 32);
        for (int i = 0; text.length() < length; i++) {
            text.append(number).append(':').append(i).append(';');
        }
        text.setLength(length);
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
