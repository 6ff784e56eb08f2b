package org.gateway4j.host.undertow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.UndertowOptions;
import io.undertow.security.api.AuthenticationMode;
import io.undertow.security.handlers.AuthenticationCallHandler;
import io.undertow.security.handlers.AuthenticationConstraintHandler;
import io.undertow.security.handlers.AuthenticationMechanismsHandler;
import io.undertow.security.handlers.SecurityInitialHandler;
import io.undertow.security.idm.Account;
import io.undertow.security.idm.Credential;
import io.undertow.security.idm.IdentityManager;
import io.undertow.security.impl.BasicAuthenticationMechanism;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.ProxyPeerAddressHandler;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xnio.Options;
import org.xnio.SslClientAuthMode;

/** What an application learns of a request. */
class RequestFactsTest extends HandlerFixture {

    private final BlockingQueue<Map<String, String>> seen = new LinkedBlockingQueue<>();

    @BeforeEach
    void lookAtVariables() {
        application.serveBy(call -> {
            seen.add(call.variables());
            call.answer(200, new byte[0]);
        });
    }

    private Map<String, String> variables(Consumer<UndertowHost> change, String... head) throws Exception {
        start(UndertowHost.Kind.ASYNC, change);
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
                variables(host -> {}, "GET https://shop.example/app/x?y HTTP/1.1", "Host: shop.example");

        assertNull(variables.get("HTTPS"));
        assertEquals("http", variables.get("REQUEST_SCHEME"));
        assertEquals("shop.example", variables.get("HTTP_HOST"));
        assertEquals("/app/x?y", variables.get("REQUEST_URI"));
    }

    @Test
    void takesClientAndSchemeFromAHandler() throws Exception {
        Map<String, String> variables = variables(
                host -> host.arrange(ProxyPeerAddressHandler::new),
                "GET /app/x HTTP/1.1",
                "Host: inside.example:8080",
                "X-Forwarded-For: 192.0.2.7",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: shop.example");

        assertEquals("192.0.2.7", variables.get("REMOTE_ADDR"));
        assertEquals("on", variables.get("HTTPS"));
        assertEquals("shop.example", variables.get("SERVER_NAME"));
        assertNull(variables.get("HTTP_X_FORWARDED_FOR"));
    }

    /** Takes Ann for whoever comes. */
    private static final class Anyone implements IdentityManager {

        @Override
        public Account verify(Account account) {
            return account;
        }

        @Override
        public Account verify(String id, Credential credential) {
            return new Account() {
                @Override
                public Principal getPrincipal() {
                    return () -> id;
                }

                @Override
                public Set<String> getRoles() {
                    return Set.of();
                }
            };
        }

        @Override
        public Account verify(Credential credential) {
            throw new AssertionError("a password comes with a name");
        }
    }

    private static HttpHandler authenticating(HttpHandler handler) {
        HttpHandler called = new AuthenticationConstraintHandler(new AuthenticationCallHandler(handler));
        return new SecurityInitialHandler(
                AuthenticationMode.PRO_ACTIVE,
                new Anyone(),
                new AuthenticationMechanismsHandler(called, List.of(new BasicAuthenticationMechanism("realm"))));
    }

    @Test
    void tellsWhoTheUserIs() throws Exception {
        Map<String, String> variables = variables(
                host -> host.arrange(RequestFactsTest::authenticating),
                "GET /app/x HTTP/1.1",
                "Host: h",
                "Authorization: Basic YW5uOmI=");

        assertEquals("ann", variables.get("REMOTE_USER"));
        assertEquals("BASIC", variables.get("AUTH_TYPE"));
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfEncryptionAndOfTheCertificateOfTheClient(UndertowHost.Kind kind) throws Exception {
        TlsKeys keys = new TlsKeys(directory.resolve("keys.p12"));
        start(kind, host -> {
            host.builder()
                    .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
                    .setSocketOption(Options.SSL_CLIENT_AUTH_MODE, SslClientAuthMode.REQUIRED);
            host.secure(keys.context());
        });
        SSLSocket socket = (SSLSocket) keys.context()
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
}
