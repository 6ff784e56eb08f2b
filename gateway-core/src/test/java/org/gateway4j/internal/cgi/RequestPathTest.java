package org.gateway4j.internal.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    private static RequestPath parse(String target) throws RequestRejectedException {
        return RequestPath.of(GatewayRequest.get(target).build());
    }

    private static RequestRejectedException refusal(String target) {
        RequestRejectedException e = assertThrows(RequestRejectedException.class, () -> parse(target), target);
        assertEquals(Reason.BAD_REQUEST, e.reason());
        assertEquals("", e.backend());
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
        assertEquals(new RequestPath("", path, path.length()), parse(target));
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
        assertEquals(new RequestPath("", path, path.length()), parse(target));
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
        assertTrue(refusal(target).getMessage().endsWith("has dot segments that lead above its root"));
    }

    @ParameterizedTest
    @CsvSource({
        "/a%2Fb,           /a/b,          2",
        "/a%2fb,           /a/b,          2",
        "/a%5Cb,           /a\\b,         2",
        "/a\\b,            /a\\b,         2",
        "/%20%20/c%2fd,    '/  /c/d',     5",
        "/x.php/a%2Fb,     /x.php/a/b,    8",
        "/%2525%2f,        /%25/,         4",
        "/wiki/A%2FB,      /wiki/A/B,     7",
        "/a%2Fb//c,        /a/b/c,        2",
        "/a%5Cb//c,        /a\\b/c,       2",
        "/a%2F/b,          /a/b,          2",
        "/a//b%2Fc/./d,    /a/b/c/d,      4",
        "/a/../b%2Fc,      /b/c,          2",
        "//a%5cb,          /a\\b,         2",
        "/a%5C/,           /a\\/,         2"
    })
    void namesEndBeforeAnEscapedSlash(String target, String path, int limit) throws RequestRejectedException {
        assertEquals(new RequestPath("", path, limit), parse(target));
    }

    /** As nginx merges them: an application may take {@code //host} for another server. */
    @ParameterizedTest
    @CsvSource({"/a%2f%2fb, /a/b, 2", "/%2f, /, 1", "/%2Fevil.example, /evil.example, 1", "/%2f%2fa%2f, /a/, 1"})
    void escapedSlashesInARowAreOne(String target, String path, int limit) throws RequestRejectedException {
        assertEquals(new RequestPath("", path, limit), parse(target));
    }

    /** As one segment or as several: whoever authorises such a path may see another one than the application does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%2f..%2fb",
                "/..%2f..%2fetc/passwd",
                "/a%2F../b",
                "/a%2Fb/../c",
                "/a%5Cb/../c",
                "/a%2F%2e%2e%2Fb",
                "/a%2F.",
                "/a%5c..%5cb",
                "/..\\a",
                "/a\\.\\b"
            })
    void refusesWhatMeansSomethingElseIfEscapedSlashesSeparate(String target) {
        assertTrue(refusal(target).getMessage().endsWith("has both dot segments and escaped slashes"));
    }

    /** MediaWiki's pages that end with a question mark, and whatever else is path info. */
    @ParameterizedTest
    @CsvSource({
        "/index.php/What%3F,  15, 3f",
        "/index.php/a%0Ab,    12, 0a",
        "/index.php/a%0db,    12, 0d",
        "/index.php/%09,      11, 09",
        "/index.php/%7F,      11, 7f",
        "/a%1f/b%2Fc,         2,  1f",
        "/b%2Fc/a%3f,         2,  3f"
    })
    void namesEndBeforeAControlCharacterOrQuestionMark(String target, int limit, String octet)
            throws RequestRejectedException {
        RequestPath found = parse(target);
        assertEquals(limit, found.nameLimit());
        assertTrue(found.path().indexOf(Integer.parseInt(octet, 16)) >= limit, found::path);
        assertTrue(found.canBeName(limit));
        assertFalse(found.canBeName(limit + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%00", "/index.php/%00", "/a%00.php"})
    void refusesNul(String target) {
        assertTrue(refusal(target).getMessage().endsWith("has an escaped NUL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%3Fb", "/a%0A"})
    void refusesThemWithinTheMountPrefix(String prefix) {
        GatewayRequest request =
                GatewayRequest.get(prefix + "/x").mountPrefix(prefix).build();
        RequestRejectedException e = assertThrows(RequestRejectedException.class, () -> RequestPath.of(request));
        assertEquals(Reason.BAD_REQUEST, e.reason());
    }

    /** They are characters like any other here, and {@code /app;v=1} is another path than {@code /app}. */
    @Test
    void parametersOfTheMountItselfAreNotFound() throws RequestRejectedException {
        GatewayRequest bare = GatewayRequest.get("/app;v=1").mountPrefix("/app").build();
        RequestRejectedException e = assertThrows(RequestRejectedException.class, () -> RequestPath.of(bare));
        assertEquals(Reason.NOT_FOUND, e.reason());
        GatewayRequest below =
                GatewayRequest.get("/app/;v=1").mountPrefix("/app").build();
        assertEquals("/;v=1", RequestPath.of(below).path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%1", "/a%zz", "/%2", "/%%20", "/%u0041", "/%-1", "/%+1", "/a%0"})
    void refusesBrokenEscapes(String target) {
        assertTrue(refusal(target).getMessage().endsWith("has a broken escape"));
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
        assertEquals(new RequestPath(prefix, path, path.length()), RequestPath.of(request));
    }

    @Test
    void doesNotLeadOutOfItsMountPrefix() {
        GatewayRequest request =
                GatewayRequest.get("/app/../admin").mountPrefix("/app").build();
        assertThrows(RequestRejectedException.class, () -> RequestPath.of(request));
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
        assertTrue(path.chars().allMatch(c -> c != 0 && c <= 0xFF), target);
        String separated = path.replace('\\', '/') + "/";
        assertFalse(separated.contains("/../") || separated.contains("/./") || path.contains("//"), target);
        String name = path.substring(0, found.nameLimit());
        assertTrue(name.chars().allMatch(c -> c >= ' ' && c != 0x7F && c != '?' && c != '\\'), target);
    }

    @Test
    void aRefusalNeverShowsPathParameters() {
        assertFalse(refusal("/../x;jsessionid=hunter2").getMessage().contains("hunter2"));
        assertFalse(refusal("/%00%3bjsessionid=hunter2/a").getMessage().contains("hunter2"));
        assertTrue(refusal("/%zz\u009b").getMessage().contains("\\x9b"));
    }

    @Test
    void aRefusalNeverShowsTheQuery() {
        assertFalse(refusal("/../x?token=hunter2").getMessage().contains("hunter2"));
        assertFalse(refusal("/%00?token=hunter2").getMessage().contains("hunter2"));
    }
}
