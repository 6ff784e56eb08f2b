package org.gateway4j.host.vertx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.gateway4j.contract.host.SeenRequest;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.Test;

/** Clients of HTTPS. */
class TlsTest extends HandlerFixture {

    private static final String PASSWORD = "password";

    @Test
    void tellsOfEncryptionAndOfTheCertificateOfTheClient() throws Exception {
        BlockingQueue<SeenRequest> seen = new LinkedBlockingQueue<>();
        application.serveBy(call -> {
            seen.add(SeenRequest.of(call));
            call.answer(200, new byte[0]);
        });
        Path file = directory.resolve("keys.p12");
        KeyStore keys = keys(file);
        PfxOptions pfx = new PfxOptions().setPath(file.toString()).setPassword(PASSWORD);
        start(
                VertxHost.Kind.ASYNC,
                VertxHost.options()
                        .setSsl(true)
                        .setKeyCertOptions(pfx)
                        .setTrustOptions(pfx)
                        .setClientAuth(ClientAuth.REQUIRED),
                (vertx, gateways) -> gateways);
        SSLSocket socket = (SSLSocket) context(keys)
                .getSocketFactory()
                .createSocket(host().address().getAddress(), host().address().getPort());
        RawClient client = new RawClient(socket);
        tracked(client);

        client.sendHead("GET /app/x HTTP/1.1", "Host: h.example");

        assertTrue(client.readHead().get(0).startsWith("HTTP/1.1 200"));
        Map<String, String> variables = seen.take().variables();
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
        command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
        command.addAll(List.of("-alias", "ann", "-dname", "CN=Ann", "-keyalg", "EC"));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, keytool.waitFor(), output);
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    private static SSLContext context(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null);
        trusted.setCertificateEntry("server", keys.getCertificate("ann"));
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
        return context;
    }
}
