package org.gateway4j.ajp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.ajp.containers.ContainerLine;
import org.gateway4j.contract.Running;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every real container sees and answers through the gateway: among it the table of Tomcat's own AJP tests. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ContainerChecks {

    /** Beyond ASCII, where it shows in what charset containers compare it. */
    static final String SECRET = "s3cr\u00e9t";

    private final ContainerLine line;
    private final Driver driver;
    private final Map<String, String> properties;
    private ContainerLine.Running container;
    private Gateway gateway;

    ContainerChecks(ContainerLine line, Driver driver, Map<String, String> properties) {
        this.line = line;
        this.driver = driver;
        this.properties = properties;
    }

    @BeforeAll
    final void startContainer(@TempDir Path directory) throws Exception {
        container = line.start(directory, properties);
    }

    @AfterAll
    final void stopContainer() throws Exception {
        container.close();
    }

    @BeforeEach
    final void openGateway() {
        gateway = open(builder().secret(SECRET));
    }

    @AfterEach
    final void closeGateway() {
        gateway.close();
        assertEquals(gateway.stats().opened(), gateway.stats().closed());
    }

    final Gateway open(AjpGateway.Builder builder) {
        return Driven.open(driver, builder);
    }

    final AjpGateway.Builder builder() {
        return AjpGateway.builder(Endpoint.tcp("127.0.0.1", container.port()))
                .packetSize(packetSize())
                .allowedAttributes("app.flag");
    }

    /** What the container is set to. */
    int packetSize() {
        return 8192;
    }

    final int port() {
        return container.port();
    }

    final Gateway gateway() {
        return gateway;
    }

    static GatewayRequest get(String target) {
        return GatewayRequest.get(target).header("Host", "localhost").build();
    }

    static GatewayRequest post(String target, RequestBody body) {
        return GatewayRequest.builder("POST", target)
                .header("Host", "localhost")
                .body(body)
                .build();
    }

    final String body(GatewayRequest request) throws IOException {
        try (GatewayResponse response = gateway.dispatch(request)) {
            assertEquals(200, response.status());
            assertEquals("OK", response.reason());
            return Bytes.text(response.body().readAllBytes());
        }
    }

    final void assertKept() {
        assertEquals(1, gateway.stats().idle());
        assertEquals(1, gateway.stats().opened());
    }

    static RequestBody streamed(byte[] content, long length) {
        return RequestBody.of(new ByteArrayInputStream(content), length);
    }

    final void assertSnoop(GatewayRequest request, String... lines) throws IOException {
        List<String> seen = body(request).lines().toList();
        for (String expected : lines) {
            assertTrue(seen.contains(expected), () -> expected + " is not in " + seen);
        }
    }

    @Test
    @Covers({"ajp/complaint-18", "ajp/tomcat-test-request"})
    void requestLineAndAddresses() throws Exception {
        GatewayRequest request = GatewayRequest.builder("LOCK", "/a%20b/%C3%A9;p=1?q=%20&r")
                .header("Host", "example.org:8888")
                .header("X-Repeated", "one")
                .header("x-repeated", "two")
                .header("X-Latin", "\u00e9")
                .header("User-Agent", "test")
                .remoteAddress(new InetSocketAddress(InetAddress.getByName("192.0.2.7"), 4711))
                .localAddress(new InetSocketAddress(InetAddress.getByName("198.51.100.1"), 8888))
                .scheme("https")
                .build();
        assertSnoop(
                request,
                "method=LOCK",
                "query=q=%20&r",
                "protocol=HTTP/1.1",
                "scheme=https",
                "serverName=example.org",
                "serverPort=8888",
                "remoteAddr=192.0.2.7",
                "remotePort=4711",
                "header x-repeated=one|two",
                "header user-agent=test");
        assertKept();
    }

    /** Many an application trusts clients on its own machine. */
    @Test
    @Covers("ajp/undertow-address")
    void clientWhoseAddressIsNotKnownHasNone() throws Exception {
        assertSnoop(get("/"), "remoteAddr=0.0.0.0");
    }

    @ParameterizedTest
    @Covers({"ajp/wire-methods", "ajp/CVE-2012-4557"})
    @ValueSource(
            strings = {
                "OPTIONS",
                "GET",
                "POST",
                "PUT",
                "DELETE",
                "PROPFIND",
                "PROPPATCH",
                "MKCOL",
                "COPY",
                "MOVE",
                "UNLOCK",
                "ACL",
                "REPORT",
                "VERSION-CONTROL",
                "CHECKIN",
                "CHECKOUT",
                "SEARCH",
                "MKACTIVITY",
                "PATCH",
                "QUERY"
            })
    void methods(String method) throws Exception {
        assertSnoop(
                GatewayRequest.builder(method, "/").header("Host", "localhost").build(), "method=" + method);
        assertSnoop(
                GatewayRequest.builder(method, "/").header("Host", "localhost").build(), "method=" + method);
        assertKept();
    }

    @ParameterizedTest
    @Covers({"ajp/wire-packet-size", "ajp/undertow-no-body", "ajp/tomcat-test-body"})
    @CsvSource({"0", "1", "100", "8186", "8187", "10000", "57344", "57345", "300000", "5000000"})
    void bodiesOfEverySizeArriveWhole(int size) throws Exception {
        byte[] content = Bytes.random(size, size);
        for (RequestBody body : List.of(RequestBody.of(content), streamed(content, size), streamed(content, -1))) {
            try (GatewayResponse response = gateway.dispatch(post("/echo", body))) {
                assertArrayEquals(content, response.body().readAllBytes());
            }
        }
        assertKept();
    }

    @ParameterizedTest
    @Covers({"ajp/body-2", "ajp/CVE-2013-4286", "ajp/tomcat-test-zero-length"})
    @ValueSource(strings = {"GET", "POST"})
    void bodyOfNoLengthIsAtItsEnd(String method) throws Exception {
        for (String path : List.of("/available", "/size", "/first", "/ignore")) {
            GatewayRequest request = GatewayRequest.builder(method, path)
                    .header("Host", "localhost")
                    .header("Content-Length", "0")
                    .build();
            assertEquals(
                    Map.of("/available", "0 -1", "/size", "0", "/first", "-1", "/ignore", "ignored")
                            .get(path),
                    body(request));
        }
        assertKept();
    }

    @ParameterizedTest
    @Covers({"ajp/body-11", "ajp/tomcat-asks-not", "ajp/undertow-drain"})
    @CsvSource({"/ignore, ignored", "/first, 120"})
    void bodyThatIsNotReadHarmsNoLaterRequest(String path, String answer) throws Exception {
        byte[] content = "x".repeat(200_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int i = 0; i < 3; i++) {
            for (RequestBody body :
                    List.of(RequestBody.of(content), streamed(content, content.length), streamed(content, -1))) {
                assertEquals(answer, body(post(path, body)));
                assertEquals("3", body(post("/size", RequestBody.of(new byte[3]))));
            }
        }
    }

    @Test
    @Covers("ajp/tomcat-test-large-response")
    void largeResponse() throws Exception {
        try (GatewayResponse response = gateway.dispatch(get("/large?20000000"))) {
            assertEquals(20_000_000, response.body().transferTo(java.io.OutputStream.nullOutputStream()));
        }
        assertKept();
    }

    /** The application flushes one piece for each byte it is sent, and is sent the next when that piece has arrived. */
    @Test
    @Covers("ajp/complaint-9")
    void flushesArriveOneByOne() throws Exception {
        Semaphore steps = new Semaphore(1);
        InputStream client = new InputStream() {
            private int left = 5;

            @Override
            public int read() {
                steps.acquireUninterruptibly();
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int next = read();
                target[offset] = (byte) next;
                return next < 0 ? -1 : 1;
            }
        };
        try (GatewayResponse response = gateway.dispatch(post("/flushes?5", RequestBody.of(client, -1)))) {
            StringBuilder text = new StringBuilder();
            for (int next = response.body().read();
                    next >= 0;
                    next = response.body().read()) {
                text.append((char) next);
                if (next == '\n') {
                    steps.release(2);
                }
            }
            assertEquals("piece 0\npiece 1\npiece 2\npiece 3\npiece 4\n", text.toString());
        }
    }

    @ParameterizedTest
    @Covers({"ajp/tomcat-reason", "ajp/tomcat-test-304"})
    @CsvSource({
        "200, OK, body",
        "201, Created, body",
        "204, No Content, ''",
        "304, Not Modified, ''",
        "404, Not Found, body",
        "500, Internal Server Error, body",
        "503, Service Unavailable, body"
    })
    void statuses(int status, String reason, String body) throws Exception {
        for (int i = 0; i < 2; i++) {
            try (GatewayResponse response = gateway.dispatch(get("/status?" + status))) {
                assertEquals(status, response.status());
                assertEquals(reason, response.reason());
                assertEquals("yes", response.headers().first("X-Test"));
                assertEquals(body, Bytes.text(response.body().readAllBytes()));
            }
        }
    }

    @Test
    void headHasNoBody() throws Exception {
        for (int i = 0; i < 2; i++) {
            GatewayRequest head = GatewayRequest.builder("HEAD", "/status?200")
                    .header("Host", "localhost")
                    .build();
            try (GatewayResponse response = gateway.dispatch(head)) {
                assertEquals(200, response.status());
                assertEquals(-1, response.body().read());
            }
        }
        assertKept();
    }

    @Test
    @Covers({"ajp/CVE-2023-34981", "ajp/tomcat-test-no-headers"})
    void answerWithoutHeadersIsAnAnswer() throws Exception {
        assertEquals("", body(get("/nothing")));
        assertEquals("", body(get("/nothing")));
        assertKept();
    }

    @Test
    void probesFindTheContainerWell() throws Exception {
        AjpProbe probe = AjpProbe.of(Endpoint.tcp("127.0.0.1", container.port()), java.time.Duration.ofSeconds(20));
        probe.byConnecting().check();
        probe.byPing().check();
    }

    @Test
    @Covers({"ajp/wire-cping", "ajp/tomcat-test-keep-alive"})
    void idleConnectionAnswersCping() throws Exception {
        try (Gateway asking = open(
                builder().secret(SECRET).cpingAfterIdle(Duration.ofNanos(1)).cpingOnConnect(true))) {
            for (int i = 0; i < 10; i++) {
                try (GatewayResponse response = asking.dispatch(post("/size", streamed(new byte[100_000], 100_000)))) {
                    assertEquals("100000", Bytes.text(response.body().readAllBytes()));
                }
            }
            assertEquals(1, asking.stats().opened());
        }
    }

    @ParameterizedTest
    @Covers("ajp/wire-one-exchange")
    @CsvSource({"PLATFORM", "VIRTUAL"})
    void manyCallersShareFewConnections(ThreadKind kind) throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(kind.isAvailable(), "this JDK has no virtual threads");
        List<Running<Integer>> callers = new ArrayList<>();
        for (int caller = 0; caller < 8; caller++) {
            int number = caller;
            callers.add(kind.run((Callable<Integer>) () -> echoes(number)));
        }
        for (Running<Integer> caller : callers) {
            assertEquals(40, caller.result());
        }
    }

    private int echoes(int caller) throws IOException {
        int answered = 0;
        for (int call = 0; call < 40; call++) {
            byte[] content = Bytes.random(1 + 997 * call, 100L * caller + call);
            RequestBody body =
                    call % 3 == 0 ? RequestBody.of(content) : streamed(content, call % 3 == 1 ? -1 : content.length);
            try (GatewayResponse response = gateway.dispatch(post("/echo", body))) {
                assertArrayEquals(content, response.body().readAllBytes());
                answered++;
            }
        }
        return answered;
    }

    @Test
    @Covers("ajp/undertow-user")
    void userOfTheHostReachesTheContainerAndNoHeaderDoes() throws GatewayException, IOException {
        GatewayRequest request = GatewayRequest.get("/")
                .header("Host", "localhost")
                .header("Remote-User", "root")
                .user(new AuthenticatedUser("ann", "Digest"))
                .build();
        assertSnoop(request, "header remote-user=root", "header content-length=0");
        assertNull(request.headers().first("Authorization"));
        assertKept();
    }
}
