package org.gateway4j.fastcgi;

import static org.gateway4j.contract.fastcgi.Records.STDOUT;
import static org.gateway4j.contract.fastcgi.Records.answer;
import static org.gateway4j.contract.fastcgi.Records.end;
import static org.gateway4j.contract.fastcgi.Records.join;
import static org.gateway4j.contract.fastcgi.Records.record;
import static org.gateway4j.contract.fastcgi.Records.stderr;
import static org.gateway4j.contract.fastcgi.Records.stdout;
import static org.gateway4j.fastcgi.Driven.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.Timeouts;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.facade.OverEachDriver;
import org.gateway4j.contract.fastcgi.ReceivedHead;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases of nginx's own tests of its FastCGI module that no other test here has; docs/conformance/fastcgi.md says where all are. */
@OverEachDriver
class NginxCasesTest {

    @Parameter
    Driver driver;

    @TempDir
    Path directory;

    private ScriptedResponder responder(ScriptedResponder.Script... scripts) throws IOException {
        return new ScriptedResponder(Transport.UNIX, directory, scripts);
    }

    private static FastCgiGateway.Builder gateway(ScriptedResponder responder) {
        return responder.gateway().pool(PoolConfig.of(1));
    }

    private static GatewayRequest request(String method, RequestBody body) {
        return GatewayRequest.builder(method, "/").body(body).build();
    }

    private static GatewayRequest request(String method) {
        return request(method, RequestBody.none());
    }

    private static String text(Gateway gateway, GatewayRequest request) throws IOException {
        try (GatewayResponse response = gateway.dispatch(request)) {
            return Bytes.text(response.body().readAllBytes());
        }
    }

    /** Cases 5, 21 and 107: 512 writes to the error output before the head. */
    @ParameterizedTest
    @Covers({"fastcgi/nginx-5", "fastcgi/nginx-21", "fastcgi/nginx-107"})
    @EnumSource(Transport.class)
    void largeErrorOutputBeforeTheHeadHarmsNothing(Transport transport) throws Exception {
        ScriptedResponder.Script complaining = peer -> {
            while (true) {
                int id = peer.request().id();
                for (int i = 0; i < 512; i++) {
                    peer.send(stderr(id, "sample stderr text"));
                }
                peer.send(answer(id, "SEE-THIS"));
            }
        };
        try (ScriptedResponder responder = new ScriptedResponder(transport, directory, complaining);
                Gateway gateway = open(driver, gateway(responder))) {
            assertEquals("SEE-THIS", text(gateway, request("GET")));
            assertEquals("SEE-THIS", text(gateway, request("GET")));
            assertEquals(1, responder.connections());
        }
    }

    /** Cases 14 and 15: the first application is too slow, the next one gets all of the body. */
    @ParameterizedTest
    @Covers("fastcgi/nginx-14-15")
    @ValueSource(booleans = {true, false})
    void bodyGoesWholeToTheNextApplication(boolean inFile) throws Exception {
        byte[] content = Bytes.random(102_400, 14);
        Path file = Files.write(directory.resolve("body"), content);
        ScriptedResponder.Script slow = peer -> {
            peer.request();
            peer.awaitHangUp();
        };
        ScriptedResponder.Script echo = peer -> {
            int id = peer.head().id();
            peer.send(answer(id, peer.body()));
            peer.awaitHangUp();
        };
        Timeouts impatient = Timeouts.defaults().withHead(Duration.ofMillis(200));
        try (ScriptedResponder first = new ScriptedResponder(Transport.TCP, directory, slow);
                ScriptedResponder second = new ScriptedResponder(Transport.UNIX, directory, echo);
                Gateway toFirst = open(driver, gateway(first).timeouts(impatient));
                Gateway toSecond = open(driver, gateway(second))) {
            RequestBody body = inFile ? RequestBody.of(file) : RequestBody.of(content);
            assertThrows(BackendTimeoutException.class, () -> toFirst.dispatch(request("PUT", body)));
            RequestBody again = inFile ? RequestBody.of(file) : RequestBody.of(content);
            assertEquals(Bytes.text(content), text(toSecond, request("PUT", again)));
        }
    }

    /** Answers each request with a declared length and so many bytes. */
    private static ScriptedResponder.Script sending(int declared, int sent) {
        return peer -> {
            while (true) {
                int id = peer.request().id();
                String body = "x".repeat(sent);
                peer.send(join(stdout(id, "Content-Length: " + declared + "\n\n" + body), end(id)));
            }
        };
    }

    /** Cases 23 to 34, 43 and 44. */
    @ParameterizedTest
    @Covers({
        "fastcgi/nginx-23-25",
        "fastcgi/nginx-26-28",
        "fastcgi/nginx-29-34",
        "fastcgi/nginx-39-42",
        "fastcgi/nginx-43-44"
    })
    @CsvSource({
        "GET,  8,   22, 8,  true",
        "GET,  100, 28, 28, false",
        "GET,  100, 0,  0,  false",
        "GET,  0,   14, 0,  true",
        "GET,  14,  14, 14, true",
        "HEAD, 8,   22, 0,  true",
        "HEAD, 100, 28, 0,  true",
        "HEAD, 100, 0,  0,  true"
    })
    void bodyIsHeldToItsContentLength(String method, int declared, int sent, int seen, boolean clean) throws Exception {
        try (ScriptedResponder responder = responder(sending(declared, sent));
                Gateway gateway = open(driver, gateway(responder))) {
            for (int i = 0; i < 2; i++) {
                try (GatewayResponse response = gateway.dispatch(request(method))) {
                    assertEquals(200, response.status());
                    assertEquals("x".repeat(seen), Bytes.text(response.body().readNBytes(seen)));
                    if (clean) {
                        assertEquals(-1, response.body().read());
                    } else {
                        BackendFailureException failure = assertThrows(
                                BackendFailureException.class,
                                () -> response.body().read());
                        assertTrue(failure.getMessage().contains(seen + " of " + declared), failure.getMessage());
                    }
                }
            }
            assertEquals(clean ? 1 : 2, responder.connections());
        }
    }

    /** Cases 35 to 42: whatever an answer to HEAD holds, the GET after it has its own. */
    @ParameterizedTest
    @Covers({"fastcgi/nginx-35-38", "fastcgi/nginx-39-42"})
    @ValueSource(ints = {0, 8, 22, 3})
    void answerToHeadDoesNotReachTheNextGet(int sent) throws Exception {
        ScriptedResponder.Script answering = peer -> {
            while (true) {
                ReceivedHead head = peer.request();
                boolean isHead = head.variables().get("REQUEST_METHOD").equals("HEAD");
                String body = isHead ? "h".repeat(sent) : "SEE-THIS";
                peer.send(join(stdout(head.id(), "Content-Length: 8\n\n" + body), end(head.id())));
            }
        };
        try (ScriptedResponder responder = responder(answering);
                Gateway gateway = open(driver, gateway(responder))) {
            for (int i = 0; i < 3; i++) {
                assertEquals("", text(gateway, request("HEAD")));
                assertEquals("SEE-THIS", text(gateway, request("GET")));
            }
            assertEquals(1, responder.connections());
        }
    }

    /** An application that notes the variables it gets. */
    private ScriptedResponder noting(BlockingQueue<Map<String, String>> variables) throws IOException {
        return responder(peer -> {
            while (true) {
                ReceivedHead head = peer.request();
                variables.add(head.variables());
                peer.send(answer(head.id(), "ok"));
            }
        });
    }

    /** Case 45: nineteen copies of a header do not touch the variable that the host has set, nor each other. */
    @Test
    @Covers("fastcgi/nginx-45")
    void configuredVariableWinsOverAnyNumberOfHeaders() throws Exception {
        BlockingQueue<Map<String, String>> variables = new LinkedBlockingQueue<>();
        try (ScriptedResponder responder = noting(variables);
                Gateway gateway =
                        open(driver, gateway(responder).variables(request -> Map.of("HTTP_X_BLAH", "of the host")))) {
            GatewayRequest.Builder request = GatewayRequest.get("/");
            for (int i = 0; i < 19; i++) {
                request.header("X-Blah", "blah " + i);
            }
            assertEquals("ok", text(gateway, request.build()));
            assertEquals("of the host", variables.take().get("HTTP_X_BLAH"));
        }
    }

    /** Cases 58 to 60, 66 and 67: without a cache, a condition is the application's to check. */
    @Test
    @Covers({"fastcgi/nginx-58-60", "fastcgi/nginx-66-67"})
    void conditionsAndConfiguredVariablesReachTheApplication() throws Exception {
        BlockingQueue<Map<String, String>> variables = new LinkedBlockingQueue<>();
        String time = "Mon, 28 Sep 1970 06:00:00 GMT";
        try (ScriptedResponder responder = noting(variables);
                Gateway gateway =
                        open(driver, gateway(responder).variables(request -> Map.of("HTTP_X_BLAH", "blah")))) {
            GatewayRequest request = GatewayRequest.get("/")
                    .header("If-Modified-Since", time)
                    .header("If-Unmodified-Since", time)
                    .header("If-None-Match", "\"tag\"")
                    .build();
            assertEquals("ok", text(gateway, request));
            Map<String, String> seen = variables.take();
            assertEquals(time, seen.get("HTTP_IF_MODIFIED_SINCE"));
            assertEquals(time, seen.get("HTTP_IF_UNMODIFIED_SINCE"));
            assertEquals("\"tag\"", seen.get("HTTP_IF_NONE_MATCH"));
            assertEquals("blah", seen.get("HTTP_X_BLAH"));
        }
    }

    /** Sends an answer as the responder of fastcgi_keepalive.t does, each piece in a write of its own. */
    private static void sendPaced(ScriptedPeer peer, int id, String head, String body) throws IOException {
        byte[] first = record(STDOUT, id, Bytes.of(head), 8);
        byte[] second = record(STDOUT, id, Bytes.of(body), 0);
        byte[] error = stderr(id, "test");
        byte[] ended = end(id);
        peer.send(
                Arrays.copyOf(first, first.length - 8),
                Arrays.copyOfRange(first, first.length - 8, first.length),
                Arrays.copyOf(second, second.length / 2),
                join(Arrays.copyOfRange(second, second.length / 2, second.length), Arrays.copyOf(error, 2)),
                Arrays.copyOfRange(error, 2, 8),
                Arrays.copyOfRange(error, 8, error.length),
                record(STDOUT, id, new byte[0], 0),
                Arrays.copyOf(ended, 8),
                Arrays.copyOfRange(ended, 8, 16));
    }

    /** Cases 49 to 54; the connection is kept even after HEAD, because the answer to it has come to its end. */
    @Test
    @Covers({"fastcgi/nginx-1", "fastcgi/nginx-2", "fastcgi/nginx-3", "fastcgi/nginx-49-53", "fastcgi/nginx-54"})
    void connectionIsKeptOverPacedAnswers() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        AtomicInteger connections = new AtomicInteger();
        ScriptedResponder.Script paced = peer -> {
            connections.incrementAndGet();
            while (true) {
                ReceivedHead head = peer.request();
                String counters = "request " + requests.incrementAndGet() + " connection " + connections;
                String location = head.variables().get("REQUEST_URI").equals("/redir")
                        ? "Location: http://localhost/redirect\n"
                        : "";
                sendPaced(peer, head.id(), location + "Content-Type: text/html\n\n", counters);
            }
        };
        try (ScriptedResponder responder = responder(paced);
                Gateway gateway = open(driver, gateway(responder))) {
            assertEquals("request 1 connection 1", text(gateway, request("GET")));
            try (GatewayResponse response =
                    gateway.dispatch(GatewayRequest.get("/redir").build())) {
                assertEquals(302, response.status());
                assertEquals(22, response.body().readAllBytes().length);
            }
            assertEquals("request 3 connection 1", text(gateway, request("GET")));
            assertEquals("request 4 connection 1", text(gateway, request("GET")));
            assertEquals("", text(gateway, request("HEAD")));
            assertEquals("request 6 connection 1", text(gateway, request("GET")));
        }
    }

    /** Cases 68 to 71, 73 and 74, and with a body of unknown length 83 to 86, 88 and 89. */
    @ParameterizedTest
    @Covers({"fastcgi/nginx-68-71", "fastcgi/nginx-73-74", "fastcgi/nginx-83-86", "fastcgi/nginx-88-89"})
    @CsvSource({"0 10 1280 5120 6, true", "1280 5120 10 6,   true", "0 10 1280 5120 6, false", "1280 5120 10 6,   false"
    })
    void bodiesThatFollowEachOtherAreNotMixed(String sizes, boolean lengthIsKnown) throws Exception {
        ScriptedResponder.Script echo = peer -> {
            while (true) {
                ReceivedHead head = peer.head();
                String body = peer.body();
                String length = head.variables().getOrDefault("CONTENT_LENGTH", "none");
                peer.send(join(stdout(head.id(), "X-Length: " + length + "\n\n" + body), end(head.id())));
            }
        };
        try (ScriptedResponder responder = responder(echo);
                Gateway gateway = open(driver, gateway(responder))) {
            for (String size : sizes.split(" ", -1)) {
                byte[] content = Bytes.random(Integer.parseInt(size), 73);
                RequestBody body =
                        RequestBody.of(new ByteArrayInputStream(content), lengthIsKnown ? content.length : -1);
                try (GatewayResponse response = gateway.dispatch(request("POST", body))) {
                    assertEquals(
                            size.equals("0") ? "none" : size, response.headers().first("X-Length"));
                    assertEquals(Bytes.text(content), Bytes.text(response.body().readAllBytes()));
                }
            }
            assertEquals(1, responder.connections());
        }
    }

    /** Case 102: a head that broke off leaves nothing in the head of the next answer, on either gateway. */
    @Test
    @Covers("fastcgi/nginx-102")
    void headThatBreaksOffDoesNotPolluteTheNext() throws Exception {
        ScriptedResponder.Script bad = peer -> {
            int id = peer.request().id();
            peer.send(stdout(id, "BAD"), end(id));
            peer.awaitHangUp();
        };
        ScriptedResponder.Script good = peer -> {
            while (true) {
                int id = peer.request().id();
                peer.send(stdout(id, "Good: header\n\nok"), end(id));
            }
        };
        try (ScriptedResponder first = new ScriptedResponder(Transport.TCP, directory, bad, good);
                ScriptedResponder second = responder(good);
                Gateway toFirst = open(driver, gateway(first));
                Gateway toSecond = open(driver, gateway(second))) {
            assertThrows(BackendFailureException.class, () -> toFirst.dispatch(request("GET")));
            for (Gateway next : List.of(toSecond, toFirst)) {
                try (GatewayResponse response = next.dispatch(request("GET"))) {
                    assertEquals("header", response.headers().first("Good"));
                    assertEquals(1, response.headers().size());
                    assertEquals("ok", Bytes.text(response.body().readAllBytes()));
                }
            }
        }
    }
}
