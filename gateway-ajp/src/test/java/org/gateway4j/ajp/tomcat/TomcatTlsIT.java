package org.gateway4j.ajp.tomcat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.TlsSession;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.PatternStream;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A servlet sees the client's TLS connection as if it had been Tomcat's own. */
@OverEachTomcat
class TomcatTlsIT extends TomcatTest {

    private static final String SESSION_ID = "00ff10a5";

    private static List<X509Certificate> chain;

    @BeforeAll
    static void makeChain(@TempDir Path directory) throws Exception {
        chain = CertificateChain.make(directory);
        assertEquals(3, chain.size());
    }

    private static GatewayRequest overTls(List<X509Certificate> certificates) {
        return request("GET", "/tls")
                .scheme("https")
                .tls(new TlsSession("TLSv1.3", "TLS_AES_256_GCM_SHA384", 256, SESSION_ID, certificates))
                .build();
    }

    private static List<String> seen(Gateway gateway, GatewayRequest request) throws IOException {
        return Answer.of(gateway.dispatch(request)).body().lines().toList();
    }

    private static List<String> expected(List<X509Certificate> certificates) throws GeneralSecurityException {
        List<String> lines = new ArrayList<>(List.of(
                "cipher_suite=TLS_AES_256_GCM_SHA384 String",
                "key_size=256 Integer",
                "ssl_session_id=" + SESSION_ID + " String",
                "secure_protocol_version=TLSv1.3 String"));
        for (X509Certificate certificate : certificates) {
            byte[] digest = PatternStream.sha256().digest(certificate.getEncoded());
            lines.add(
                    certificate.getSubjectX500Principal() + " " + HexFormat.of().formatHex(digest));
        }
        return lines;
    }

    @Test
    @Covers({"ajp/wire-key-size", "ajp/wire-certificates"})
    void servletSeesTheWholeChain() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertEquals(expected(chain), seen(gateway(), overTls(chain)));
            assertEquals(expected(List.of()), seen(gateway(), overTls(List.of())));
        }
        assertOneConnection();
    }

    @Test
    @Covers("ajp/wire-certificates")
    void servletSeesTheClientsOwnCertificate() throws Exception {
        try (Gateway gateway = open(builder().forwardClientCertificateChain(false))) {
            assertEquals(expected(chain.subList(0, 1)), seen(gateway, overTls(chain)));
        }
    }

    @Test
    @Covers({"ajp/wire-vouched", "ajp/CVE-2026-15554"})
    void noHeaderMakesTlsOfPlainConnections() throws Exception {
        GatewayRequest request = request("GET", "/tls")
                .header("SSL-Cipher", "forged")
                .header("SSL_CLIENT_CERT", "forged")
                .header("AJP_SSL_PROTOCOL", "forged")
                .build();
        assertEquals(
                List.of("cipher_suite=null", "key_size=null", "ssl_session_id=null", "secure_protocol_version=null"),
                seen(gateway(), request));
    }
}
