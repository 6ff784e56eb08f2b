package org.gateway4j.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OctetStringCacheTest {

    private final OctetStringCache cache = new OctetStringCache();

    private String get(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(ISO_8859_1);
        return cache.get(bytes, 1, bytes.length - 2);
    }

    @Test
    void handsOutTheStringMadeBefore() {
        assertSame(get("Content-Type"), get("Content-Type"));
        assertSame(get("\u00E4\u00FF"), get("\u00E4\u00FF"));
        assertSame(get("x".repeat(64)), get("x".repeat(64)));
    }

    @Test
    void doesNotKeepLongOnes() {
        String longer = "x".repeat(65);
        assertEquals(longer, get(longer));
        assertNotSame(get(longer), get(longer));
    }

    @Test
    void anEmptyStringIsNoSpecialCase() {
        assertEquals("", get(""));
    }

    /** Far more strings than there are places, so that most displace another. */
    @Test
    void neverGivesAnotherString() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            String text = randomText(random);
            assertEquals(text, get(text));
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(4); length >= 0; length--) {
            text.append((char) (random.nextBoolean() ? 'a' + random.nextInt(4) : 0xFC + random.nextInt(4)));
        }
        return text.toString();
    }
}
