package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class HeadersTest {

    private final Headers headers = Headers.of("Host", "a.example", "cookie", "x=1", "Accept", "*/*", "Cookie", "y=2");

    @Test
    void keepsOrderAndCaseAndRepeatedFields() {
        List<String> seen = new ArrayList<>();
        headers.forEach((name, value) -> seen.add(name + "=" + value));
        assertEquals(List.of("Host=a.example", "cookie=x=1", "Accept=*/*", "Cookie=y=2"), seen);
        assertEquals(4, headers.size());
        assertEquals("cookie", headers.name(1));
        assertEquals("y=2", headers.value(3));
    }

    @Test
    void findsByNameWithoutRegardToCase() {
        assertEquals("a.example", headers.first("HOST"));
        assertEquals("x=1", headers.first("Cookie"));
        assertEquals(List.of("x=1", "y=2"), headers.all("COOKIE"));
        assertEquals(3, headers.indexOf("cookie", 2));
        assertTrue(headers.contains("accept"));
    }

    @Test
    void saysWhatItDoesNotHold() {
        assertNull(headers.first("X-None"));
        assertEquals(List.of(), headers.all("X-None"));
        assertEquals(-1, headers.indexOf("Cookie", 4));
        assertFalse(headers.contains("X-None"));
        assertThrows(IndexOutOfBoundsException.class, () -> headers.name(4));
        assertThrows(IndexOutOfBoundsException.class, () -> headers.value(-1));
    }

    @Test
    void iteratesOverItsFields() {
        List<Headers.Field> fields = new ArrayList<>();
        headers.iterator().forEachRemaining(fields::add);
        assertEquals(new Headers.Field("Accept", "*/*"), fields.get(2));

        Iterator<Headers.Field> iterator = Headers.empty().iterator();
        assertFalse(iterator.hasNext());
        assertThrows(NoSuchElementException.class, iterator::next);
    }

    @Test
    void growsAsFarAsNeeded() {
        Headers.Builder builder = Headers.builder();
        for (int i = 0; i < 1000; i++) {
            builder.add("X-" + i, "v" + i);
        }
        Headers many = builder.build();
        assertEquals(1000, many.size());
        assertEquals("v999", many.first("x-999"));
    }

    @Test
    void setReplacesAllFieldsOfAName() {
        Headers changed = headers.toBuilder().set("COOKIE", "z=3").build();
        assertEquals(Headers.of("Host", "a.example", "Accept", "*/*", "COOKIE", "z=3"), changed);
    }

    @Test
    void removeAndClear() {
        assertEquals(3, headers.toBuilder().remove("host").build().size());
        assertEquals(4, headers.toBuilder().remove("X-None").build().size());
        assertSame(Headers.empty(), headers.toBuilder().clear().build());
    }

    @Test
    void addAllAppends() {
        Headers both = Headers.builder().add("A", "1").addAll(headers).build();
        assertEquals(5, both.size());
        assertEquals("Host", both.name(1));
    }

    @Test
    void whatWasBuiltDoesNotChangeWithItsBuilder() {
        Headers.Builder builder = headers.toBuilder();
        Headers before = builder.build();
        builder.add("X-Later", "1").remove("Host");
        assertEquals(headers, before);
        assertEquals("a.example", headers.first("Host"));
    }

    @Test
    void anEmptyOneCanBeExtended() {
        assertEquals(
                Headers.of("A", "1"), Headers.empty().toBuilder().add("A", "1").build());
    }

    @Test
    void equalityIsThatOfAllFields() {
        Headers same = Headers.of("Host", "a.example", "cookie", "x=1", "Accept", "*/*", "Cookie", "y=2");
        assertEquals(headers, same);
        assertEquals(headers.hashCode(), same.hashCode());
        assertNotEquals(headers, same.toBuilder().add("A", "").build());
        assertNotEquals(headers, same.toBuilder().set("Host", "b").build());
    }

    @Test
    void refusesANameWithoutAValue() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Headers.of("A", "1", "B"));
        assertEquals("header B has no value", e.getMessage());
    }

    @Test
    void refusesWhatWouldSplitARequest() {
        Headers.Builder builder = Headers.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.add("A", "1\r\nB: 2"));
        assertThrows(IllegalArgumentException.class, () -> builder.add("A\r\nB", "1"));
        assertThrows(IllegalArgumentException.class, () -> builder.set("A", "\u0000"));
        assertEquals(0, builder.build().size());
    }

    @Test
    void tellsOfControlsHoweverTheyCame() {
        Headers plain = Headers.of("A", "tab\t and octets \u00e9\u0080\u00ff", "B", "");
        assertFalse(plain.mayHoldControls());
        for (char c = 1; c <= 0x7F; c++) {
            boolean control = c < ' ' && c != '\t' || c == 0x7F;
            if (c != '\r' && c != '\n') {
                Headers headers = Headers.of("A", "x" + c, "B", "plain");
                assertEquals(control, headers.mayHoldControls());
                assertEquals(control, headers.toBuilder().build().mayHoldControls());
                assertEquals(control, plain.toBuilder().addAll(headers).build().mayHoldControls());
                assertEquals(
                        control,
                        plain.toBuilder()
                                .add(new Headers.Field("C", "x" + c))
                                .build()
                                .mayHoldControls());
            }
        }
    }
}
