package org.gateway4j.benchmarks.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.undertow.Undertow;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;
import org.junit.jupiter.api.Test;

/** An application that breaks off must not look to the client as if it had come to its end. */
class TruncatedAnswerTest {

    /** More than any server holds back. */
    private static final int BEGUN = 1_000_000;

    /** Answers with so many bytes of a body of unknown length, and then fails. */
    private static Gateway breakingOffAfter(int bytes) throws Exception {
        Gateway gateway = mock(Gateway.class);
        when(gateway.dispatch(any())).thenAnswer(call -> {
            InputStream begun = new InputStream() {

                private int left = bytes;

                @Override
                public int read() {
                    return left-- > 0 ? 'x' : -1;
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    int count = Math.min(length, left);
                    left -= count;
                    return count > 0 ? count : -1;
                }
            };
            InputStream broken = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("broken off");
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    throw new IOException("broken off");
                }
            };
            return GatewayResponse.of(200, Headers.empty(), RequestBody.of(new SequenceInputStream(begun, broken), -1));
        });
        return gateway;
    }

    private static HttpResponse<byte[]> get(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private interface Work {
        void run(int port) throws Exception;
    }

    private static void withJetty(Gateway gateway, Work work) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        server.addConnector(connector);
        server.setHandler(new JettyGatewayHandler(gateway));
        server.start();
        try {
            work.run(connector.getLocalPort());
        } finally {
            server.stop();
        }
    }

    private static void withUndertow(Gateway gateway, Work work) throws Exception {
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(new UndertowGatewayHandler(gateway))
                .build();
        server.start();
        try {
            work.run(((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort());
        } finally {
            server.stop();
        }
    }

    @Test
    void jettyBreaksOffToo() throws Exception {
        withJetty(breakingOffAfter(BEGUN), port -> assertThrows(IOException.class, () -> get(port)));
    }

    @Test
    void undertowBreaksOffToo() throws Exception {
        withUndertow(breakingOffAfter(BEGUN), port -> assertThrows(IOException.class, () -> get(port)));
    }

    @Test
    void jettySaysSoWhileNothingWasSent() throws Exception {
        withJetty(breakingOffAfter(0), port -> assertEquals(502, get(port).statusCode()));
    }

    @Test
    void undertowSaysSoWhileNothingWasSent() throws Exception {
        withUndertow(breakingOffAfter(0), port -> assertEquals(502, get(port).statusCode()));
    }
}
