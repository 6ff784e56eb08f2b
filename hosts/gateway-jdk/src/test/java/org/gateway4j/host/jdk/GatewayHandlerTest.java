package org.gateway4j.host.jdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.Mounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client of the JDK's server sees, octet by octet. */
class GatewayHandlerTest {

    private interface Application {

        GatewayResponse answer(GatewayRequest request) throws GatewayException;
    }

    private static final Duration LONGEST_DRAIN = Duration.ofMillis(300);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    private void serve(String path, Application application) throws IOException {
        Gateway gateway = mock(Gateway.class);
        when(gateway.name()).thenReturn("mock");
        when(gateway.newCall(any())).thenAnswer(asked -> {
            GatewayCall call = mock(GatewayCall.class);
            when(call.dispatch()).thenAnswer(dispatched -> application.answer(asked.getArgument(0)));
            return call;
        });
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        Mounts mounts = Mounts.builder().mount(path, gateway).build();
        server.createContext("/", new GatewayHandler(mounts, HostConfig.defaults(), LONGEST_DRAIN));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Sends octets, and reads until the server closes the connection. */
    private String exchange(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private static GatewayResponse response(int status, String text, String... headers) {
        return GatewayResponse.of(status, Headers.of(headers), RequestBody.of(text.getBytes(ISO_8859_1)));
    }

    @Test
    void aClientThatPausesInABodyThatNobodyWantsIsCutOff() throws Exception {
        serve("/", request -> response(413, "too large"));

        String answer = exchange("POST /x HTTP/1.1\r\nHost: h.example\r\nContent-Length: 1000000\r\n\r\npart");

        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
        assertTrue(answer.endsWith("\r\n\r\ntoo large"), answer);
    }

    @Test
    void aDeclaredLengthIsSentAndTheRequestComesAsItWas() throws Exception {
        serve(
                "/",
                request -> response(
                        200,
                        request.method() + " " + request.target() + " "
                                + request.headers().all("X-Twice") + " " + read(request),
                        "X-Octets",
                        "\u00e9"));
        String answer =
                exchange("POST /a%2Fb/%C3%A9? HTTP/1.1\r\nHost: a\r\nX-Twice: 1\r\nX-Twice:\r\nContent-Length: 11\r\n"
                        + "Connection: close\r\n\r\nbody octets");
        assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
        assertTrue(answer.contains("X-octets: \u00e9\r\n"), answer);
        assertTrue(answer.contains("Content-length: 37\r\n"), answer);
        assertEquals("POST /a%2Fb/%C3%A9? [1, ] body octets", answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertEquals(answer.indexOf("Date: "), answer.lastIndexOf("Date: "));
    }

    private static String read(GatewayRequest request) {
        try (RequestBody body = request.body()) {
            ByteBuffer target = ByteBuffer.allocate(100);
            while (body.length() != 0 && body.read(target) > 0) {
                // On to the end.
            }
            return new String(target.array(), 0, target.position(), ISO_8859_1);
        } catch (IOException e) {
            return " " + e.getMessage();
        }
    }

    @Test
    void anUnknownLengthIsChunked() throws Exception {
        serve(
                "/",
                request -> GatewayResponse.of(
                        200,
                        Headers.empty(),
                        RequestBody.of(new ByteArrayInputStream("hello".getBytes(ISO_8859_1)), -1)));
        String answer = exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertTrue(answer.contains("Transfer-encoding: chunked\r\n"), answer);
        assertTrue(answer.endsWith("\r\n\r\n5\r\nhello\r\n0\r\n\r\n"), answer);
    }

    /** They could hold a request that some proxy in front of the server has not seen. */
    @Test
    void trailersAreNotTheNextRequest() throws Exception {
        serve("/", request -> response(200, request.method() + read(request)));
        String trailers = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
        String answer = exchange("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + trailers);
        assertEquals(answer.indexOf("HTTP/1.1 "), answer.lastIndexOf("HTTP/1.1 "), answer);
        assertTrue(answer.contains("Connection: close\r\n"), answer);
        assertFalse(answer.contains("GET"), answer);
    }

    @Test
    void aCutResponseIsSeenToBeCut() throws Exception {
        serve("/", request -> new CutResponse());
        String answer = exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertTrue(answer.endsWith("\r\n\r\n5\r\nhello\r\n"), answer);
    }

    @Test
    void headHasTheLengthOfAGet() throws Exception {
        serve("/", request -> response(200, "hello"));
        String answer = exchange("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertTrue(answer.contains("Content-length: 5\r\n"), answer);
        assertTrue(answer.endsWith("\r\n\r\n"), answer);
    }

    @Test
    void whatIsMountedNowhereIsNotFound() throws Exception {
        serve("/blog", request -> response(200, "hello"));
        String answer = exchange("GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
        assertFalse(answer.contains("hello"), answer);
    }
}
