package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessAttributesTest {

    private static final ProcessAttributes INHERITED = ProcessAttributes.inherited();

    private static void assertRefused(String part, Runnable change) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, change::run);
        assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }

    @Test
    void nothingIsChangedByDefault() {
        assertEquals("ProcessAttributes[umask=null, nice=0, limits={}, user=null, group=null]", INHERITED.toString());
    }

    @Test
    void eachCanBeChanged() {
        ProcessAttributes changed = INHERITED
                .withUmask(0777)
                .withNice(19)
                .withLimit(ResourceLimit.OPEN_FILES, 0)
                .withLimit(ResourceLimit.CPU_SECONDS, Long.MAX_VALUE)
                .withUser("www-data", "33");
        assertEquals(0777, changed.umask());
        assertEquals(19, changed.nice());
        assertEquals(Map.of(ResourceLimit.OPEN_FILES, 0L, ResourceLimit.CPU_SECONDS, Long.MAX_VALUE), changed.limits());
        assertEquals("www-data", changed.user());
        assertEquals("33", changed.group());
        assertEquals(changed, changed.withNice(19));
        assertEquals(changed.hashCode(), changed.withNice(19).hashCode());
        assertNotEquals(changed, changed.withNice(18));
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() {
        assertRefused("processes.attributes.umask is -1", () -> INHERITED.withUmask(-1));
        assertRefused("processes.attributes.umask is 512 (octal 1000)", () -> INHERITED.withUmask(01000));
        assertRefused("processes.attributes.nice is -1", () -> INHERITED.withNice(-1));
        assertRefused("processes.attributes.nice is 20", () -> INHERITED.withNice(20));
        assertRefused(
                "processes.attributes.limits.OPEN_FILES is -1",
                () -> INHERITED.withLimit(ResourceLimit.OPEN_FILES, -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "a b", "a\0", "a/b", "a\n"})
    void wordsThatAreNoNameAreRefused(String word) {
        assertRefused("processes.attributes.user is", () -> INHERITED.withUser(word, "x"));
        assertRefused("processes.attributes.group is", () -> INHERITED.withUser("x", word));
    }
}
