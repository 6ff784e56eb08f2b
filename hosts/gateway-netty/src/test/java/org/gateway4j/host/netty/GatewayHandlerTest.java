package org.gateway4j.host.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is special about Netty: pipelines, its decoder, its handlers. */
class GatewayHandlerTest extends HandlerFixture {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static void http1(Channel channel, GatewayHandler gateways) {
        channel.pipeline().addLast(new HttpServerCodec(), gateways);
    }

    private static String status(RawClient client) throws IOException {
        return client.readHead().get(0).substring(9, 12);
    }

    @Test
    void aRequestThatNoMountTakesGoesToTheNextHandlerInItsTurn() throws Exception {
        application.serveBy(call -> call.answer(200, Bytes.of("gateway"), "Content-Length", "7"));
        start((channel, gateways) -> channel.pipeline()
                .addLast(new HttpServerCodec(), gateways, new HttpObjectAggregator(1_000), new Echo()));
        RawClient client = connect();

        for (int i = 0; i < 2; i++) {
            client.sendHead("GET /app/x HTTP/1.1", "Host: h.example");
            client.sendHead("POST /other HTTP/1.1", "Host: h.example", "Content-Length: 4");
            client.send("echo");
        }

        for (int i = 0; i < 2; i++) {
            assertEquals("200", status(client));
            assertEquals("gateway", client.read(7));
            assertEquals("201", status(client));
            assertEquals("echo", client.read(4));
        }
    }

    /** Answers with what it gets. */
    @SuppressWarnings("FutureReturnValueIgnored") // The test sees whether the write succeeds.
    private static final class Echo extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.CREATED,
                    request.content().retain());
            HttpUtil.setContentLength(response, request.content().readableBytes());
            context.writeAndFlush(response, context.voidPromise());
        }
    }

    @Test
    void theNextHandlerMaySwitchProtocols() throws Exception {
        start((channel, gateways) -> channel.pipeline().addLast(new HttpServerCodec(), gateways, new Switch()));
        RawClient client = connect();
        client.sendHead("GET /socket HTTP/1.1", "Host: h.example", "Connection: upgrade", "Upgrade: x-test");
        assertEquals("101", status(client));

        client.send("one");
        assertEquals("one", client.read(3));
        client.send("two");
        assertEquals("two", client.read(3));
    }

    /** Sends back every byte from the next message on. */
    @SuppressWarnings("FutureReturnValueIgnored") // The test sees whether the write succeeds.
    private static final class Switch extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof ByteBuf) {
                context.writeAndFlush(message, context.voidPromise());
            } else if (message instanceof HttpRequest) {
                DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
                response.headers().set("Connection", "upgrade").set("Upgrade", "x-test");
                context.writeAndFlush(response)
                        .addListener(done -> context.pipeline().remove(HttpServerCodec.class));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"/app/x,9000,431", "/app/long,10,414"})
    void tellsWhatIsTooLong(String path, int field, String status) throws Exception {
        start(GatewayHandlerTest::http1);
        RawClient client = connect();
        String target = status.equals("414") ? path.repeat(1_000) : path;

        client.sendHead("GET " + target + " HTTP/1.1", "Host: h.example", "X-Test: " + "x".repeat(field));

        assertEquals(status, status(client));
    }

    @Test
    void keepsTheConnectionOfAnOldClientThatAsksForIt() throws Exception {
        application.serveBy(call -> call.answer(200, Bytes.of("text")));
        start(GatewayHandlerTest::http1);
        RawClient client = connect();

        for (int i = 0; i < 2; i++) {
            client.sendHead("GET /app/x HTTP/1.0", "Connection: keep-alive");
            List<String> head = client.readHead();
            assertTrue(head.contains("content-length: 4"), head::toString);
            assertTrue(head.contains("connection: keep-alive"), head::toString);
            assertEquals("text", client.read(4));
        }
    }

    /** The end of its connection is the end of the answer, unless it is reset. */
    @Test
    void anOldClientSeesThatAnAnswerBreaksOff() throws Exception {
        application.serveBy(call -> {
            call.head(200);
            call.write(new byte[200_000]);
            call.breakOff();
        });
        start(GatewayHandlerTest::http1);
        RawClient client = connect();
        client.sendHead("GET /app/x HTTP/1.0");
        assertEquals("200", status(client));

        assertThrows(IOException.class, () -> client.input().readAllBytes());
    }

    @Test
    void closesAConnectionThatRestsWhenItIsCalledIdle() throws Exception {
        application.serveBy(call -> call.answer(200, Bytes.of("text"), "Content-Length", "4"));
        start((channel, gateways) ->
                channel.pipeline().addLast(new IdleStateHandler(0, 0, 1), new HttpServerCodec(), gateways));
        RawClient client = connect();
        client.sendHead("GET /app/x HTTP/1.1", "Host: h.example");
        assertEquals("200", status(client));

        assertEquals("text", client.read(1_000));
    }

    @Test
    void overTlsItTellsTheFactsAndSendsFilesInPieces() throws Exception {
        BlockingQueue<Map<String, String>> seen = new LinkedBlockingQueue<>();
        byte[] content = Bytes.random(1 << 20, 11);
        String file = Files.write(setup().files().resolve("file"), content).toString();
        application.serveBy(call -> {
            seen.add(call.variables());
            call.answer(200, new byte[0], "X-Sendfile", file);
        });
        SslContext tls = SslContextBuilder.forServer(keys()).build();
        start((channel, gateways) ->
                channel.pipeline().addLast(tls.newHandler(channel.alloc()), new HttpServerCodec(), gateways));
        SSLSocket socket = (SSLSocket) trustingAnybody()
                .getSocketFactory()
                .createSocket(host().address().getAddress(), host().address().getPort());
        RawClient client = new RawClient(socket);
        tracked(client);

        client.sendHead("GET /app/x HTTP/1.1", "Host: h.example", "Connection: close");

        assertEquals("200", status(client));
        assertArrayEquals(content, client.input().readAllBytes());
        Map<String, String> variables = seen.take();
        assertEquals("on", variables.get("HTTPS"));
        assertEquals(socket.getSession().getProtocol(), variables.get("SSL_PROTOCOL"));
        assertEquals(socket.getSession().getCipherSuite(), variables.get("SSL_CIPHER"));
    }

    private KeyManagerFactory keys() throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        String.valueOf(PASSWORD),
                        "-alias",
                        "host",
                        "-dname",
                        "CN=localhost",
                        "-keyalg",
                        "EC")
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        assertEquals(0, keytool.waitFor(), output);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(file.toFile(), PASSWORD), PASSWORD);
        return keys;
    }

    private static SSLContext trustingAnybody() throws Exception {
        TrustManager anybody = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {anybody}, null);
        return context;
    }
}
