package org.gateway4j.fastcgi;

import static org.gateway4j.contract.fastcgi.Records.answer;
import static org.gateway4j.contract.fastcgi.Records.join;
import static org.gateway4j.contract.fastcgi.Records.record;
import static org.gateway4j.fastcgi.Driven.open;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestBodyException;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.contract.fastcgi.ReceivedHead;
import org.gateway4j.contract.fastcgi.Records;
import org.gateway4j.script.Script;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What clients have done to other front ends and the applications behind them, each named after its advisory (or the issue
 * or commit, where there is none), cannot be done here. What applications have done: {@link AnswerAdvisoriesTest}.
 */
class AdvisoriesTest extends AdvisoryFixture {

    private final BlockingQueue<ReceivedHead> heads = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

    /** An application that notes what it gets. */
    private ScriptedResponder noting() throws IOException {
        return playing(peer -> {
            while (true) {
                ReceivedHead head = peer.head();
                heads.add(head);
                bodies.add(peer.body());
                peer.send(answer(head.id(), "ok"));
            }
        });
    }

    /** The variables that a request has when it reaches the application. */
    private Map<String, String> variables(GatewayRequest.Builder request) throws Exception {
        try (ScriptedResponder responder = noting();
                Gateway gateway = open(driver, gateway(responder))) {
            assertEquals("ok", text(gateway, request.build()));
            return heads.take().variables();
        }
    }

    /** No byte of the request reaches the application. */
    private void assertRefused(int status, GatewayRequest.Builder request) throws Exception {
        try (ScriptedResponder responder = noting();
                Gateway gateway = open(driver, gateway(responder))) {
            RequestRejectedException rejection =
                    assertThrows(RequestRejectedException.class, () -> gateway.dispatch(request.build()));
            assertEquals(status, rejection.suggestedStatus(), rejection.getMessage());
            assertTrue(heads.isEmpty(), heads::toString);
            assertEquals(0, gateway.stats().inUse());
        }
    }

    private static String escaped(String path) {
        StringBuilder target = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            target.append(b > ' ' ? "" + (char) b : "%%%02X".formatted(b & 0xFF));
        }
        return target.toString();
    }

    /** httpoxy: a header that became the proxy of the application's own requests. */
    @ParameterizedTest
    @Covers("fastcgi/CVE-2016-5385")
    @ValueSource(strings = {"Proxy", "PROXY", "proxy"})
    void cve_2016_5385(String name) throws Exception {
        assertFalse(variables(GatewayRequest.get("/").header(name, "http://attacker.example"))
                .containsKey("HTTP_PROXY"));
    }

    /**
     * A line break in the path emptied PATH_INFO while it stood in SCRIPT_FILENAME, and PHP-FPM wrote before its buffer: the
     * split takes no notice of it, and there is no empty PATH_INFO.
     */
    @Test
    @Covers("fastcgi/CVE-2019-11043")
    void cve_2019_11043() throws Exception {
        for (String pathInfo : new String[] {"/path%0ainfo.php", "/%0d%0a/x"}) {
            Map<String, String> variables = variables(GatewayRequest.get("/index.php" + pathInfo));
            assertEquals(root + "/index.php", variables.get("SCRIPT_FILENAME"));
            assertEquals(pathInfo.replace("%0a", "\n").replace("%0d", "\r"), variables.get("PATH_INFO"));
        }
        assertRefused(404, GatewayRequest.get("/index.php%0A"));
        assertRefused(404, GatewayRequest.get("/index.php%0A/x.php"));
    }

    /** A split found in the lower case of a path, which is longer, ran the upload instead of the script. */
    @Test
    @Covers("fastcgi/CVE-2026-27590")
    void cve_2026_27590() throws Exception {
        String upload = "\u023a\u023a\u023a\u023ashell.php.txt";
        Files.createFile(root.resolve(upload));
        assertRefused(404, GatewayRequest.get(escaped("/" + upload + ".php")));
        assertRefused(404, GatewayRequest.get(escaped("/" + upload + "/.php")));
        String script = "\u023a\u023a\u023a\u023ashell.txt.php";
        Files.createFile(root.resolve(script));
        Map<String, String> variables = variables(GatewayRequest.get(escaped("/" + script + "/a.php")));
        String octets = Bytes.text(script.getBytes(StandardCharsets.UTF_8));
        assertEquals("/" + octets, variables.get("SCRIPT_NAME"));
        assertEquals(root + "/" + octets, variables.get("SCRIPT_FILENAME"));
        assertEquals("/a.php", variables.get("PATH_INFO"));
    }

    /** Letters that Unicode folds to those of the extension; also GHSA-3g8v-8r37-cgjm and GHSA-v4h7-cj44-8fc8. */
    @ParameterizedTest
    @Covers("fastcgi/CVE-2026-45135")
    @ValueSource(
            strings = {"upload.\uff50\uff48\uff50", "upload.\u24df\u24d7\u24df", "upload\uff0ephp", "upload.p\u210ep"})
    void cve_2026_45135(String upload) throws Exception {
        Files.createFile(root.resolve(upload));
        assertRefused(404, GatewayRequest.get(escaped("/" + upload)));
        assertRefused(404, GatewayRequest.get(escaped("/" + upload + "/x")));
    }

    private void assertNoAlias(String alias) throws Exception {
        Map<String, String> alone = variables(GatewayRequest.get("/").header(alias, "mallory"));
        assertFalse(alone.containsValue("mallory"), alone::toString);
        assertRefused(400, GatewayRequest.get("/").header("Remote-User", "ada").header(alias, "mallory"));
    }

    /** Another spelling of a header that the host vouches for reached the same variable. */
    @Test
    @Covers("fastcgi/GHSA-f59h-q822-g45g")
    void ghsa_f59h_q822_g45g() throws Exception {
        assertNoAlias("Remote_User");
    }

    /** The same with a dot, which PHP turns into an underscore. */
    @Test
    @Covers("fastcgi/GHSA-49wc-4hcv-v58q")
    void ghsa_49wc_4hcv_v58q() throws Exception {
        assertNoAlias("Remote.User");
    }

    /** NUL in the path; the same as caddy #4614. */
    @Test
    @Covers("fastcgi/caddy-4574")
    void caddy_4574() throws Exception {
        assertRefused(400, GatewayRequest.get("/index.php%00"));
        assertRefused(400, GatewayRequest.get("/upload.jpg%00.php"));
    }

    /** A length that was cut to 16 bits made records of the body's bytes: a request within the request. */
    @ParameterizedTest
    @Covers("fastcgi/haproxy-0aeae2305")
    @ValueSource(ints = {65_528, 65_535, 65_536, 65_537, 131_070, 131_073, 262_144})
    void haproxy_0aeae2305(int length) throws Exception {
        byte[] smuggled = join(
                record(Records.BEGIN_REQUEST, 1, new byte[] {0, 1, 1, 0, 0, 0, 0, 0}, 0),
                record(Records.PARAMS, 1, Bytes.of("\11\1PHP_VALUEx"), 5),
                record(Records.PARAMS, 1, new byte[0], 0));
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = smuggled[i % smuggled.length];
        }
        try (ScriptedResponder responder = noting();
                Gateway gateway = open(driver, gateway(responder))) {
            for (RequestBody body : new RequestBody[] {
                RequestBody.of(content),
                RequestBody.of(new ByteArrayInputStream(content), length),
                RequestBody.of(new ByteArrayInputStream(content), -1)
            }) {
                assertEquals("ok", text(gateway, post(body)));
                assertEquals(Bytes.text(content), bodies.take());
                assertFalse(heads.take().variables().containsKey("PHP_VALUE"));
            }
            assertEquals("ok", text(gateway, get()));
            assertEquals("", bodies.take());
            assertEquals("GET", heads.take().variables().get("REQUEST_METHOD"));
            assertTrue(heads.isEmpty(), heads::toString);
            assertEquals(1, responder.connections());
        }
    }

    /** Reserved bytes and padding held what was in the memory before. */
    @Test
    @Covers("fastcgi/haproxy-2e6bf0a27")
    void haproxy_2e6bf0a27() throws Exception {
        ScriptedResponder.Script strict = peer -> {
            while (true) {
                byte[] header = receiveZeroed(peer);
                while (header[1] != Records.STDIN || (header[4] | header[5]) != 0) {
                    header = receiveZeroed(peer);
                }
                peer.send(answer((header[2] & 0xFF) << 8 | header[3] & 0xFF, "zeroed"));
            }
        };
        try (ScriptedResponder responder = playing(strict);
                Gateway gateway = open(driver, gateway(responder).padding(true))) {
            for (int length : new int[] {50_001, 3, 200_001, 0, 13}) {
                byte[] content = new byte[length];
                Arrays.fill(content, (byte) 'x');
                assertEquals("zeroed", text(gateway, post(RequestBody.of(content))));
                RequestBody stream = RequestBody.of(new ByteArrayInputStream(content), length);
                assertEquals("zeroed", text(gateway, post(stream)));
            }
            assertEquals(1, responder.connections());
        }
    }

    /** Receives a record and returns its header; the connection ends if a byte without a meaning has a value. */
    private static byte[] receiveZeroed(ScriptedPeer peer) throws IOException {
        byte[] header = peer.bytes(8);
        byte[] content = peer.bytes((header[4] & 0xFF) << 8 | header[5] & 0xFF);
        byte[] padding = peer.bytes(header[6] & 0xFF);
        assertEquals(0, header[7]);
        assertArrayEquals(new byte[padding.length], padding);
        if (header[1] == Records.BEGIN_REQUEST) {
            assertArrayEquals(new byte[5], Arrays.copyOfRange(content, 3, 8));
        }
        return header;
    }

    /**
     * One pass counted the bytes of variables, another copied them, and they did not agree; also nginx #1194,
     * CVE-2026-9256 and CVE-2026-42946.
     */
    @ParameterizedTest
    @Covers("fastcgi/CVE-2026-42945")
    @ValueSource(ints = {0, 1, 63, 64, 126, 127, 128, 129, 255, 256, 16_383, 16_384})
    void cve_2026_42945(int length) throws Exception {
        String value = "\u00e9\u20ac\ud83d\ude00%2B+ ".repeat(length / 9);
        Map<String, String> variables = variables(GatewayRequest.get("/")
                .header("X-" + "N".repeat(length), "v".repeat(length))
                .variable("V" + "N".repeat(length), value)
                .variable("AFTER", "intact"));
        assertEquals("v".repeat(length), variables.get("HTTP_X_" + "N".repeat(length)));
        assertEquals(Bytes.text(value.getBytes(StandardCharsets.UTF_8)), variables.get("V" + "N".repeat(length)));
        assertEquals("intact", variables.get("AFTER"));
    }

    /** Escaped control characters reached the file name. */
    @ParameterizedTest
    @Covers("fastcgi/CVE-2024-38473")
    @ValueSource(strings = {"/%01index.php", "/index.php%1f", "/%7f/index.php", "/%09/"})
    void cve_2024_38473(String target) throws Exception {
        assertRefused(404, GatewayRequest.get(target));
    }

    /** An escaped question mark became one that ends the file name. */
    @ParameterizedTest
    @Covers("fastcgi/CVE-2024-38474")
    @ValueSource(strings = {"/index.php%3f.jpg", "/index.php%3Fx/y.php", "/%3f/index.php"})
    void cve_2024_38474(String target) throws Exception {
        assertRefused(404, GatewayRequest.get(target));
    }

    /** A header stood in for the variable with which a server tells php-cgi that it runs behind one. */
    @Test
    @Covers("fastcgi/CVE-2024-8927")
    void cve_2024_8927() throws Exception {
        Map<String, String> variables = variables(GatewayRequest.get("/").header("Redirect-Status", "1"));
        assertFalse(variables.containsKey("HTTP_REDIRECT_STATUS"));
        assertEquals("200", variables.get("REDIRECT_STATUS"));
    }

    /** A path info that did not begin with a slash was taken for another path. */
    @Test
    @Covers("fastcgi/CVE-2025-64500")
    void cve_2025_64500() throws Exception {
        assertFalse(variables(GatewayRequest.get("/index.php")).containsKey("PATH_INFO"));
        assertFalse(variables(GatewayRequest.get("/")).containsKey("PATH_INFO"));
        assertEquals("/", variables(GatewayRequest.get("/index.php/")).get("PATH_INFO"));
        assertEquals("/admin", variables(GatewayRequest.get("/index.php/admin")).get("PATH_INFO"));
        assertEquals(
                "/admin", variables(GatewayRequest.get("/index.php/%61dmin")).get("PATH_INFO"));
        assertRefused(404, GatewayRequest.get("/index.phpadmin"));
        assertThrows(IllegalArgumentException.class, () -> new Script("/index.php", "admin", "/srv/index.php", null));
    }

    /** Long headers ran over the variables of the server. */
    @Test
    @Covers("fastcgi/CVE-2007-4727")
    void cve_2007_4727() throws Exception {
        Map<String, String> variables = variables(GatewayRequest.get("/")
                .header("X-Long", "x".repeat(65_000))
                .header("Script-Filename", "/etc/passwd")
                .header("Document-Root", "/etc")
                .header("Php-Value", "auto_prepend_file=/etc/passwd")
                .header("X-Longer", "\17\13SCRIPT_FILENAME/etc/passwd".repeat(2000)));
        assertEquals(root + "/index.php", variables.get("SCRIPT_FILENAME"));
        assertEquals(root.toString(), variables.get("DOCUMENT_ROOT"));
        assertFalse(variables.containsKey("PHP_VALUE"));
        assertEquals(65_000, variables.get("HTTP_X_LONG").length());
    }

    /** Lengths near 2^31 overflowed in the application: none leaves that is larger than a record. */
    @Test
    @Covers("fastcgi/CVE-2025-23016")
    void cve_2025_23016() throws Exception {
        assertRefused(431, GatewayRequest.get("/").variable("HUGE", "x".repeat(65_536)));
        assertRefused(431, GatewayRequest.get("/").variable("N".repeat(65_536), ""));
        assertEquals(
                65_000,
                variables(GatewayRequest.get("/").variable("LARGE", "x".repeat(65_000)))
                        .get("LARGE")
                        .length());
    }

    /** A file that is no script, with a script's name behind it ({@code cgi.fix_pathinfo}). */
    @Test
    @Covers("fastcgi/fix-pathinfo")
    void cgi_fix_pathinfo() throws Exception {
        Files.createFile(root.resolve("upload.jpg"));
        assertRefused(404, GatewayRequest.get("/upload.jpg/x.php"));
        assertRefused(404, GatewayRequest.get("/upload.jpg%2Fx.php"));
    }

    private static InputStream endingAfter(int length) {
        return new InputStream() {
            private int left = length;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("client is gone");
                }
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                target[offset] = (byte) read();
                return 1;
            }
        };
    }

    /** A client that went away in the middle of an upload left its place occupied for ever. */
    @ParameterizedTest
    @Covers("fastcgi/CVE-2022-41556")
    @ValueSource(ints = {-1, 100, 300_000})
    void cve_2022_41556(int declared) throws Exception {
        try (ScriptedResponder responder = noting();
                Gateway gateway = open(driver, gateway(responder))) {
            for (int i = 0; i < 5; i++) {
                RequestBody body = RequestBody.of(endingAfter(declared == 300_000 ? 5_000 : 50), declared);
                assertThrows(RequestBodyException.class, () -> gateway.dispatch(post(body)));
                assertEquals(0, gateway.stats().inUse());
            }
            heads.clear();
            assertEquals("ok", text(gateway, get()));
            assertEquals(1, gateway.stats().idle());
        }
    }

    /** Slow uploads of unknown length occupied every worker. */
    @Test
    @Covers({"fastcgi/nginx-90-97", "fastcgi/nginx-98-101", "fastcgi/caddy-5420"})
    void caddy_5420() throws Exception {
        try (ScriptedResponder responder = noting();
                Gateway gateway = open(driver, gateway(responder))) {
            InputStream slow = new ByteArrayInputStream(new byte[100_000]) {
                @Override
                public synchronized int read(byte[] target, int offset, int length) {
                    assertEquals(0, gateway.stats().inUse());
                    return super.read(target, offset, Math.min(length, 10));
                }
            };
            assertEquals("ok", text(gateway, post(RequestBody.of(slow, -1))));
            assertEquals("100000", heads.take().variables().get("CONTENT_LENGTH"));
        }
    }
}
