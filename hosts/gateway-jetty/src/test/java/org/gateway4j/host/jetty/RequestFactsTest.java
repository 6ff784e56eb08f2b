package org.gateway4j.host.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.security.AuthenticationState;
import org.eclipse.jetty.security.UserPrincipal;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** What an application learns of a request. */
class RequestFactsTest extends HandlerFixture {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final BlockingQueue<Map<String, String>> seen = new LinkedBlockingQueue<>();

    @BeforeEach
    void lookAtVariables() {
        application.serveBy(call -> {
            seen.add(call.variables());
            call.answer(200, new byte[0]);
        });
    }

    private Map<String, String> variables(Consumer<JettyHost> change, String... head) throws Exception {
        start(JettyHost.Kind.ASYNC, change);
        return variables(connect(), head);
    }

    private Map<String, String> variables(RawClient client, String... head) throws Exception {
        client.sendHead(head);
        List<String> answer = client.readHead();
        assertTrue(answer.get(0).startsWith("HTTP/1.1 200"), answer::toString);
        return seen.remove();
    }

    @Test
    void aSchemeWithinTheTargetIsNoEncryption() throws Exception {
        Map<String, String> variables =
                variables(host -> {}, "GET https://shop.example/app/x HTTP/1.1", "Host: shop.example");

        assertNull(variables.get("HTTPS"));
        assertEquals("http", variables.get("REQUEST_SCHEME"));
        assertEquals("shop.example", variables.get("HTTP_HOST"));
    }

    @Test
    void aPortThatNeedNotBeNamedStaysInTheHostField() throws Exception {
        Map<String, String> variables = variables(host -> {}, "GET /app/x HTTP/1.1", "Host: Shop.example:80");

        assertEquals("Shop.example:80", variables.get("HTTP_HOST"));
    }

    @Test
    void theOctetsOfATargetInUtf8StayAsTheyAre() throws Exception {
        Map<String, String> variables =
                variables(host -> {}, "GET /app/\u00c3\u00a4?\u00e2\u0082\u00ac HTTP/1.1", "Host: h");

        assertEquals("/app/\u00c3\u00a4?\u00e2\u0082\u00ac", variables.get("REQUEST_URI"));
    }

    @Test
    void takesClientAndSchemeFromACustomizer() throws Exception {
        Map<String, String> variables = variables(
                host -> host.configuration().addCustomizer(new ForwardedRequestCustomizer()),
                "GET /app/x HTTP/1.1",
                "Host: inside.example:8080",
                "X-Forwarded-For: 192.0.2.7",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: shop.example");

        assertEquals("192.0.2.7", variables.get("REMOTE_ADDR"));
        assertEquals("on", variables.get("HTTPS"));
        assertEquals("shop.example", variables.get("SERVER_NAME"));
        assertEquals("shop.example", variables.get("HTTP_HOST"));
        assertNull(variables.get("HTTP_X_FORWARDED_FOR"));
    }

    /** A user that Jetty has authenticated. */
    private static final class Authenticated extends Handler.Wrapper {

        Authenticated(Handler handler) {
            super(handler);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            AuthenticationState.Succeeded state = Mockito.mock(AuthenticationState.Succeeded.class);
            Mockito.when(state.getUserPrincipal()).thenReturn(new UserPrincipal("ann", null));
            Mockito.when(state.getAuthenticationType()).thenReturn("DIGEST");
            Request.setAuthenticationState(request, state);
            return super.handle(request, response, callback);
        }
    }

    @Test
    void tellsWhoTheUserIs() throws Exception {
        Map<String, String> variables =
                variables(host -> host.arrange(Authenticated::new), "GET /app/x HTTP/1.1", "Host: h");

        assertEquals("ann", variables.get("REMOTE_USER"));
        assertEquals("DIGEST", variables.get("AUTH_TYPE"));
    }

    @Test
    void tellsOfEncryptionAndOfTheCertificateOfTheClient() throws Exception {
        KeyStore keys = keys(directory.resolve("keys.p12"));
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(keys);
        tls.setKeyStorePassword(String.valueOf(PASSWORD));
        tls.setTrustStore(keys);
        tls.setNeedClientAuth(true);
        start(JettyHost.Kind.ASYNC, host -> host.secure(tls));
        SSLSocket socket = (SSLSocket) context(keys)
                .getSocketFactory()
                .createSocket(host().address().getAddress(), host().address().getPort());
        RawClient client = new RawClient(socket);
        tracked(client);

        Map<String, String> variables = variables(client, "GET /app/x HTTP/1.1", "Host: h.example");

        assertEquals("on", variables.get("HTTPS"));
        assertEquals("https", variables.get("REQUEST_SCHEME"));
        assertEquals(socket.getSession().getProtocol(), variables.get("SSL_PROTOCOL"));
        assertEquals(socket.getSession().getCipherSuite(), variables.get("SSL_CIPHER"));
        assertEquals("CN=Ann", variables.get("SSL_CLIENT_S_DN"));
        assertTrue(variables.get("SSL_CLIENT_CERT").startsWith("-----BEGIN CERTIFICATE-----"));
    }

    /** A key whose certificate is trusted by both sides. */
    private static KeyStore keys(Path file) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-keystore", file.toString(), "-storepass", String.valueOf(PASSWORD)));
        command.addAll(List.of("-alias", "ann", "-dname", "CN=Ann", "-keyalg", "EC"));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, keytool.waitFor(), output);
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private static SSLContext context(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null);
        trusted.setCertificateEntry("server", keys.getCertificate("ann"));
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
        return context;
    }
}
