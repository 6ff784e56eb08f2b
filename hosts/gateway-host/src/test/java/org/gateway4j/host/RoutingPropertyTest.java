package org.gateway4j.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.gateway4j.RequestRejectedException;
import org.junit.jupiter.api.Test;

/** No spelling of a path is for one mount here and for another in an application, whichever way the application reads it. */
class RoutingPropertyTest {

    private static final int PATHS = 60_000;

    private static final String[] TOKENS = {
        "/", "/", "/", "a", "b", "ab", ".", "..", "%2e", "%2E", "%2f", "%2F", "%5c", "\\", ";", ";x=1", "%3b", "//",
        "%61", "%62", "%25", "A", "%252e", "%", "%6", "x", "/a", "/a/b", "/../", "/./", "/..;/", "%00", "%c0%ae",
        "\u00e9", "?"
    };

    /** Ways in which programs find the resource for a path. */
    private static final List<UnaryOperator<String>> READERS = List.of(
            // Tomcat: cut parameters, decode, resolve.
            path -> resolve(decode(path.replaceAll(";[^/]*", ""))),
            // With ALLOW_BACKSLASH and encoded slashes decoded.
            path -> resolve(decode(path.replaceAll(";[^/]*", "")).replace('\\', '/')),
            // nginx: decode, resolve; a semicolon is a part of the name.
            path -> resolve(decode(path)),
            // Resolve, decode, and let the file system resolve once more.
            path -> resolve(decode(resolve(path))),
            // Decode each segment alone: an escaped slash is a part of the name.
            RoutingPropertyTest::resolveThenDecodeSegments,
            path -> resolve(decode(path).replaceAll(";[^/]*", "")));

    private final Mounts mounts = Mounts.builder()
            .mount("/", StubGateway.ofText(""))
            .mount("/a", StubGateway.ofText(""))
            .mount("/a/b", StubGateway.ofText(""))
            .mount("/ab", StubGateway.ofText(""))
            .build();

    @Test
    void allReadersAgreeWithTheRouting() {
        Random random = new Random(4711);
        int routed = 0;
        for (int i = 0; i < PATHS; i++) {
            String path = path(random);
            Mount mount = find(path);
            if (mount != null) {
                routed++;
                for (UnaryOperator<String> reader : READERS) {
                    String read = reader.apply(path);
                    assertEquals(mount.prefix(), prefix(read), () -> path + " is read as " + read);
                }
            }
        }
        assertTrue(routed > PATHS / 10, "routed: " + routed);
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder("/");
        for (int i = random.nextInt(8); i >= 0; i--) {
            path.append(TOKENS[random.nextInt(TOKENS.length - 1)]);
        }
        return path.toString();
    }

    private Mount find(String path) {
        try {
            return mounts.find(path);
        } catch (RequestRejectedException e) {
            assertEquals(400, e.suggestedStatus());
            return null;
        }
    }

    /** By the rule for whole segments, written once more. */
    private static String prefix(String path) {
        for (String prefix : List.of("/a/b", "/ab", "/a")) {
            if (path.equals(prefix) || path.startsWith(prefix + "/") || path.startsWith(prefix + ";")) {
                return prefix;
            }
        }
        return "";
    }

    private static String decode(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AssertionError("routed with a broken escape: " + path, e);
        }
    }

    private static String resolve(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String resolveThenDecodeSegments(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String raw : path.split("/", -1)) {
            String segment = decode(raw);
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment.replace("/", "|"));
            }
        }
        return "/" + String.join("/", segments);
    }
}
