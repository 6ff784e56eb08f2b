package org.gateway4j.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueCacheTest {

    private final ValueCache<Integer, String> recent = new ValueCache<>(number -> "made of " + number);

    @Test
    void whatWasMadeIsHandedOutAgain() {
        List<String> made = IntStream.range(0, 64).mapToObj(recent::get).toList();
        for (int i = 0; i < made.size(); i++) {
            assertSame(made.get(i), recent.get(i));
        }
    }

    @Test
    void noThreadGetsTheValueOfAnotherKey() {
        int keys = 2_000;
        long wrong = IntStream.range(0, 8)
                .parallel()
                .mapToLong(thread -> new Random(thread)
                        .ints(200_000, 0, keys)
                        .filter(key -> !recent.get(key).equals("made of " + key))
                        .count())
                .sum();
        assertEquals(0, wrong);
    }
}
