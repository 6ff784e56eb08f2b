package org.gateway4j.internal.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    private static RequestPath parse(String target) throws RequestRejectedException {
        return RequestPath.of(GatewayRequest.get(target).build(), "test backend");
    }

    private static RequestRejectedException refusal(String target) {
        RequestRejectedException e = assertThrows(RequestRejectedException.class, () -> parse(target), target);
        assertEquals(Reason.BAD_REQUEST, e.reason());
        assertTrue(e.getMessage().startsWith("test backend: "), e.getMessage());
        return e;
    }

    @ParameterizedTest
    @CsvSource({
        "/,                       /",
        "/a/b.php,                /a/b.php",
        "/a/b.php?c=/d/../e,      /a/b.php",
        "http://h,                /",
        "http://h/a?b,            /a",
        "/a%20b,                  '/a b'",
        "/%61%2D%7e,              /a-~",
        "/%C3%A4/%e4,             /\u00C3\u00A4/\u00E4",
        "/\u00E4,                 /\u00E4",
        "/a+b,                    /a+b",
        "/%2525,                  /%25",
        "/a;b=c/d,                /a;b=c/d",
        "/%23,                    /#",
        "/.htaccess,              /.htaccess",
        "/...,                    /...",
        "/a/..b/c..,              /a/..b/c..",
        "/file.php%20%20,         '/file.php  '"
    })
    void decodesOnce(String target, String path) throws RequestRejectedException {
        assertEquals(new RequestPath("", path, -1), parse(target));
    }

    @ParameterizedTest
    @CsvSource({
        "//,                /",
        "//a//b///c,        /a/b/c",
        "/a//,              /a/",
        "/.,                /",
        "/./,               /",
        "/a/.,              /a/",
        "/a/./b,            /a/b",
        "/a/../b,           /b",
        "/a/..,             /",
        "/a/b/..,           /a/",
        "/a/b/../,          /a/",
        "/a/b/../../c,      /c",
        "/a/%2e%2E/b,       /b",
        "/a/.%2e/b,         /b",
        "/a/%2e/b,          /a/b",
        "///a/../b/c.php,   /b/c.php"
    })
    void resolvesVoidAndDotSegments(String target, String path) throws RequestRejectedException {
        assertEquals(new RequestPath("", path, -1), parse(target));
    }

    /** Among them those of CPython's bpo-21766 and nginx-cgi's boundary tests. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/../",
                "/../etc/passwd",
                "/a/../../etc/passwd",
                "/%2e%2e/etc/passwd",
                "/%2E./etc/passwd",
                "/.%2e/.%2e/etc/passwd",
                "//../etc/passwd",
                "/a/b/../../../etc/passwd",
                "/./../etc/passwd",
                "http://h/../etc/passwd"
            })
    void refusesToLeadAboveTheRoot(String target) {
        assertTrue(refusal(target).getMessage().endsWith("leads above its root"));
    }

    @ParameterizedTest
    @CsvSource({
        "/a%2Fb,           /a/b,      2",
        "/a%2fb,           /a/b,      2",
        "/a%5Cb,           /a\\b,     2",
        "/a\\b,            /a\\b,     2",
        "/%20%20/c%2fd,    '/  /c/d', 5",
        "/a%5c..%5cb,      /a\\..\\b, 2",
        "/x.php/a%2Fb,     /x.php/a/b, 8",
        "/%2525%2f,        /%25/,     4"
    })
    void saysWhereAnEscapedSlashStands(String target, String path, int index) throws RequestRejectedException {
        assertEquals(new RequestPath("", path, index), parse(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%2f..%2fb",
                "/..%2f..%2fetc/passwd",
                "/a%2F../b",
                "/a/../b%2Fc",
                "//a%5cb",
                "/a%2f%2fb",
                "/%2f"
            })
    void refusesEscapedSlashesTogetherWithSegmentsToResolve(String target) {
        refusal(target);
    }

    /** CVE-2019-11043, CVE-2024-38473, caddy 4574: nothing that ends, splits or cuts a path. */
    static IntStream refusedWhenEscaped() {
        return IntStream.concat(IntStream.range(0, ' '), IntStream.of(0x7F, '?'));
    }

    @ParameterizedTest
    @MethodSource("refusedWhenEscaped")
    void refusesEscapedControlCharactersAndQuestionMarks(int c) {
        String shown = "escaped character 0x%02x in path".formatted(c);
        assertTrue(refusal("/index.php/%%%02x".formatted(c)).getMessage().contains(shown));
        assertTrue(refusal("/a%%%02X.php".formatted(c)).getMessage().contains(shown));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%1", "/a%zz", "/%2", "/%%20", "/%u0041", "/%-1", "/%+1", "/a%0"})
    void refusesBrokenEscapes(String target) {
        assertTrue(refusal(target).getMessage().contains("broken escape at index"));
    }

    @Test
    void refusesTheAsterisk() {
        assertTrue(refusal("*").getMessage().endsWith("request target * names no script"));
    }

    @ParameterizedTest
    @CsvSource({
        "/app/x,         /app,     /app,   /x",
        "/app,           /app,     /app,   /",
        "/app/,          /app,     /app,   /",
        "/a%20b/x,       /a%20b,   '/a b', /x",
        "/app/x/../y,    /app,     /app,   /y"
    })
    void takesTheMountPrefixOff(String target, String mount, String prefix, String path)
            throws RequestRejectedException {
        GatewayRequest request = GatewayRequest.get(target).mountPrefix(mount).build();
        assertEquals(new RequestPath(prefix, path, -1), RequestPath.of(request, "test backend"));
    }

    @Test
    void doesNotLeadOutOfItsMountPrefix() {
        GatewayRequest request =
                GatewayRequest.get("/app/../admin").mountPrefix("/app").build();
        assertThrows(RequestRejectedException.class, () -> RequestPath.of(request, "test backend"));
    }

    /** Whatever a client sends: a canonical path below the root, or a refusal. */
    @Test
    void anyTargetGivesACanonicalPathOrARefusal() {
        String[] pieces = {
            "/", "/", ".", "..", "%2e", "%2F", "%5c", "\\", "a", "%", "%00", "%0a", "%3f", "php", "\u00FF"
        };
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder target = new StringBuilder("/");
            for (int n = random.nextInt(8); n > 0; n--) {
                target.append(pieces[random.nextInt(pieces.length)]);
            }
            checkCanonicalOrRefused(target.toString());
        }
    }

    private static void checkCanonicalOrRefused(String target) {
        RequestPath found;
        try {
            found = parse(target);
        } catch (RequestRejectedException e) {
            assertEquals(400, e.suggestedStatus());
            return;
        }
        String path = found.path();
        assertTrue(path.startsWith("/"), target);
        assertTrue(path.chars().allMatch(c -> c >= ' ' && c != 0x7F && c != '?' && c <= 0xFF), target);
        assertFalse((path + "/").contains("/../") || (path + "/").contains("/./"), target);
        if (found.escapedSlash() >= 0) {
            assertTrue("/\\".indexOf(path.charAt(found.escapedSlash())) >= 0, target);
        } else {
            assertFalse(path.contains("//") || path.indexOf('\\') >= 0, target);
        }
    }

    @Test
    void aRefusalNeverShowsTheQuery() {
        assertFalse(refusal("/../x?token=hunter2").getMessage().contains("hunter2"));
        assertFalse(refusal("/%00?token=hunter2").getMessage().contains("hunter2"));
    }
}
