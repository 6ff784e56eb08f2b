package org.gateway4j.examples.http;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathReadingTest {

    /** Segments are joined by a bar, readings by a space; a directory's ends with a bar. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "/                    ! |",
                "/a/b                 ! a|b",
                "/a/b/                ! a|b|",
                "//a///b              ! a|b",
                "/a/./b/.             ! a|b|",
                "/a/x/../b            ! a|b",
                "/a/x/%2E%2e/b        ! a|b",
                "/a/%2e/b             ! a|b",
                "/a/b/..              ! a|",
                "/%61/b               ! a|b",
                "/%2561/b             ! %61|b",
                "/a;p=1/b;q           ! a;p=1|b;q a|b",
                "/a%3Bp/b             ! a;p|b",
                "/a/..;/b             ! a|..;|b b",
                "/a/;p/b              ! a|;p|b a|b",
                "/a%2Fb               ! a/b a|b",
                "/a%5cb               ! a\\b a|b",
                "/a%2Fb%5cc           ! a/b\\c a|b\\c a/b|c a|b|c",
                "/a%2F.b..\\...        ! a/.b..\\... a|.b..\\... a/.b..|... a|.b..|...",
                "/a;p%2Fb             ! a;p/b a;p|b a",
                "/%C3%A9              ! é",
                "/%FF                 ! \uFFFD",
                "/%C0%AF              ! \uFFFD\uFFFD"
            })
    void readsAPathInAllWays(String path, String readings) {
        assertEquals(
                readings,
                PathReading.all(path).stream()
                        .map(reading -> String.join("|", reading.segments()) + (reading.directory() ? "|" : ""))
                        .collect(joining(" ")));
    }

    @Test
    void whatIsNoPathHasNoReading() {
        assertEquals(0, PathReading.all("*").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/a/../../b",
                "/%2e%2e/a",
                "/a/..;/..;/b",
                "/a%2f..%2f..",
                "/a/..%5c..",
                "/a/x%2f..%2Fb",
                "/a%2fb\\..\\..\\c",
                "/a%2fb/../c",
                "/a/./b\\c",
                "/a.\\.\\b",
                "/a/.\\b",
                "/a/%2e%5Cb",
                "/a%2Fb/%2E%2e",
                "/a/..;p/b%5cc",
                "/a;p\\..;q\\b",
                "/a%2F..%3bp",
                "/%",
                "/%2",
                "/%zz"
            })
    void refusesWhatLeadsNowhere(String path) {
        assertThrows(IllegalArgumentException.class, () -> PathReading.all(path));
    }
}
