package org.gateway4j.host.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLSession;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.TlsKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an application learns of TLS from Tomcat, by HTTP/1.1 and HTTP/2. */
class TomcatTlsTest {

    private final BlockingQueue<Map<String, String>> seen = new LinkedBlockingQueue<>();
    private TlsKeys keys;
    private Site site;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        keys = new TlsKeys(directory.resolve("keys.p12"));
        site = new Site(directory);
        site.application().serveBy(call -> {
            seen.add(call.variables());
            call.answer(200, Bytes.of("hello"));
        });
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1, false", "HTTP_1_1, true", "HTTP_2, false", "HTTP_2, true"})
    void tellsOfEncryptionAndOfTheCertificateOfTheClient(Version version, boolean async) throws Exception {
        GatewayServlet servlet = new GatewayServlet(async ? site.async("/") : site.blocking("/"));
        TomcatContainer container = TomcatContainer.start("", Deployment.of(servlet), new SecuredConnector(keys));
        site.serveIn(container);
        HttpClient client = HttpClient.newBuilder()
                .sslContext(keys.context())
                .version(version)
                .build();

        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(
                                "https://localhost:" + container.address().getPort() + "/x"))
                        .build(),
                BodyHandlers.ofString(ISO_8859_1));

        assertEquals("hello", response.body());
        assertEquals(version, response.version());
        SSLSession session = response.sslSession().orElseThrow();
        Map<String, String> variables = seen.take();
        assertEquals("on", variables.get("HTTPS"));
        assertEquals("https", variables.get("REQUEST_SCHEME"));
        String port = Integer.toString(container.address().getPort());
        assertEquals("localhost:" + port, variables.get("HTTP_HOST"));
        assertEquals("localhost", variables.get("SERVER_NAME"));
        assertEquals(port, variables.get("SERVER_PORT"));
        assertEquals(session.getProtocol(), variables.get("SSL_PROTOCOL"));
        assertEquals(session.getCipherSuite(), variables.get("SSL_CIPHER"));
        assertEquals("CN=Ann", variables.get("SSL_CLIENT_S_DN"));
        assertTrue(variables.get("SSL_CLIENT_CERT").startsWith("-----BEGIN CERTIFICATE-----"));
    }
}
