package org.gateway4j.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** What failures say. */
public final class Messages {

    private Messages() {}

    /**
     * Fails unless the message of a failure contains a text.
     *
     * @param text what the message must contain
     * @param failure what was thrown
     */
    public static void assertContains(String text, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(text), message);
    }
}
