package org.gateway4j.internal.cgi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.TlsSession;
import org.junit.jupiter.api.Test;

/** The variables of a TLS connection, with a certificate made by keytool. */
class TlsVariablesTest {

    private static String pem() throws IOException {
        try (InputStream file = TlsVariablesTest.class.getResourceAsStream("client.pem")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), US_ASCII);
        }
    }

    private static X509Certificate certificate() throws IOException, CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem().getBytes(US_ASCII)));
    }

    private static Map<String, String> write(TlsSession tls, Map<String, String> own) throws RequestRejectedException {
        GatewayRequest.Builder request = GatewayRequest.get("/").tls(tls);
        own.forEach(request::variable);
        RecordedVariables recorded = new RecordedVariables();
        new MetaVariables("gateway4j", true)
                .write(request.build(), new ScriptVariables("/", "", "/", null), 0, recorded);
        Map<String, String> ssl = new LinkedHashMap<>(recorded.variables());
        ssl.keySet().removeIf(name -> !name.startsWith("SSL_"));
        return ssl;
    }

    @Test
    void aConnectionWithAClientCertificate() throws Exception {
        TlsSession tls =
                new TlsSession("TLSv1.3", "TLS_AES_256_GCM_SHA384", 256, "0aff", List.of(certificate(), certificate()));
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("SSL_PROTOCOL", "TLSv1.3");
        expected.put("SSL_CIPHER", "TLS_AES_256_GCM_SHA384");
        expected.put("SSL_CIPHER_USEKEYSIZE", "256");
        expected.put("SSL_SESSION_ID", "0aff");
        expected.put("SSL_CLIENT_S_DN", "CN=J\u00C3\u00B6rg Client,O=Example,C=DE");
        expected.put("SSL_CLIENT_I_DN", "CN=J\u00C3\u00B6rg Client,O=Example,C=DE");
        expected.put("SSL_CLIENT_CERT", pem());
        assertEquals(expected, write(tls, Map.of()));
    }

    @Test
    void whatIsNotKnownIsLeftOut() throws RequestRejectedException {
        TlsSession tls = new TlsSession("TLSv1.2", "X", 0, "", List.of());
        assertEquals(Map.of("SSL_PROTOCOL", "TLSv1.2", "SSL_CIPHER", "X"), write(tls, Map.of()));
        assertTrue(write(null, Map.of()).isEmpty());
    }

    @Test
    void whatTheHostHasSetWins() throws RequestRejectedException {
        TlsSession tls = new TlsSession("TLSv1.2", "X", 0, "", List.of());
        assertEquals("own", write(tls, Map.of("SSL_CIPHER", "own")).get("SSL_CIPHER"));
    }
}
