package org.gateway4j.ajp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves a mount in some container, and what stays in it in all. */
@Covers("ajp/CVE-2007-1860")
class MountedPathTest {

    private static final String PREFIX = "/shop";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/../",
                "/../manager/x",
                "/./../manager/x",
                "//../manager/x",
                "/a/../../manager/x",
                "/a//../../manager/x",
                "/%2e%2e/manager/x",
                "/%2E./manager/x",
                "/.%2e/manager/x",
                "/%2e/%2e%2e/manager/x",
                "/..;/manager/x",
                "/..;a=b;c/manager/x",
                "/;/../manager/x",
                "/;..;/../manager/x",
                "/.;/..;/manager/x",
                "/a/..;/..;/manager/x",
                "/%2e%2e;/manager/x",
                "/;%2f/../manager/x",
                "/;%2f..\\/../x",
                ";/../manager/x",
                ";x/../manager/x",
                "/x;a=../../..",
                "/../shop/x"
            })
    void leaves(String rest) {
        assertEquals(MountedPath.LEAVES, MountedPath.fault(PREFIX, PREFIX + rest));
    }

    /** Some containers take them for separators and some for parts of names: each kind leads out of the mount in one of both. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..%2fmanager/x",
                "/..%2Fmanager/x",
                "/%2f../manager/x",
                "/%2f..%2fmanager/x",
                "/a%2f..%2f../manager/x",
                "/..%5cmanager/x",
                "/..\\manager/x",
                "/\\..\\manager/x",
                "/a/..\\..\\manager/x",
                "/%2e%2e%5cmanager/x",
                "/%5C../manager/x",
                "/a%2fb/../../manager",
                "/a%5cb/../../manager",
                "/a\\b/../../manager",
                "/a%2fb\\../..\\manager",
                "/.\\x",
                "/%2e%5cx",
                "/x/.\\",
                "/x/../a%2fb"
            })
    void dotSegmentsBesideSlashesOfOtherKinds(String rest) {
        assertEquals(MountedPath.AMBIGUOUS, MountedPath.fault(PREFIX, PREFIX + rest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "/.",
                "/x/..",
                "/x/../",
                "/x/../y",
                "/x/./../y//",
                "/a/b/../../c",
                "/...",
                "/.../x",
                "/..x/y",
                "/x../y",
                "/.well-known/x",
                "/a%20b/%C3%A9",
                "/a%2fb",
                "/a%5cb\\c",
                "/a\\b%2f..c\\.d/e..",
                "/x;..",
                "/x;/y",
                "/x;a=..%2f..%5c..\\..",
                "/x;a=../..",
                ";jsessionid=1",
                ";jsessionid=1/x",
                "/x;a=%zz/y"
            })
    void stays(String rest) {
        assertNull(MountedPath.fault(PREFIX, PREFIX + rest));
    }

    /** Containers decode once, and only a semicolon as it is begins parameters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%252e%252e/x",
                "/..%252fx",
                "/%25%32%65%25%32%65/x",
                "/..%3bx/y",
                "/..%3b/y",
                "/..%00/x",
                "/..%20/x",
                "/%c0%ae%c0%ae/x",
                "/%ef%bc%8e%ef%bc%8e/x"
            })
    void whatLooksLikeADotSegmentAfterMoreStepsIsAName(String rest) {
        assertNull(MountedPath.fault(PREFIX, PREFIX + rest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%2", "/%zz", "/%2g/x", "/a/%-1", "/%u002e%u002e/x", "/%\u00b2e", "/%2;e/x"})
    void whatCannotBeDecoded(String rest) {
        assertEquals(MountedPath.BROKEN_ESCAPE, MountedPath.fault(PREFIX, PREFIX + rest));
    }

    @ParameterizedTest
    @CsvSource({
        "/shop;x/../manager, /x",
        "/shop/.., /manager",
        "/shop/%2e%2e, /manager",
        "/shop/., /x",
        "/shop/..;, /manager",
        "/a/b/../c, /x"
    })
    void prefixWithDotSegments(String prefix, String rest) {
        assertEquals(MountedPath.LEAVES, MountedPath.fault(prefix, prefix + rest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/b", "/%73hop", "/sh%20op", "/shop;v=1", "/.hidden", "/a//b"})
    void prefixesOfOtherForms(String prefix) {
        assertNull(MountedPath.fault(prefix, prefix + "/x/.."));
        assertEquals(MountedPath.LEAVES, MountedPath.fault(prefix, prefix + "/x/../.."));
    }

    @Test
    void prefixWithAnEscapedSlash() {
        assertNull(MountedPath.fault("/a%2fb", "/a%2fb/x%20y"));
        assertEquals(MountedPath.AMBIGUOUS, MountedPath.fault("/a%2fb", "/a%2fb/x/.."));
        assertEquals(MountedPath.AMBIGUOUS, MountedPath.fault("/shop/..%2fmanager", "/shop/..%2fmanager/x"));
    }

    @Test
    void parametersAreNotShown() {
        assertEquals("/a/b//c", MountedPath.withoutParameters("/a;x=1/b;y;z/;/c;jsessionid=7"));
    }
}
