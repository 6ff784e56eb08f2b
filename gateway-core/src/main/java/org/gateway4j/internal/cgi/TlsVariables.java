package org.gateway4j.internal.cgi;

import java.security.cert.X509Certificate;
import org.gateway4j.TlsSession;
import org.gateway4j.internal.http.Octets;
import org.gateway4j.internal.http.Pem;

/** The variables of a TLS connection, named as Apache httpd's mod_ssl names them. */
final class TlsVariables {

    private TlsVariables() {}

    static void write(TlsSession tls, VariableSink to) {
        to.put("SSL_PROTOCOL", tls.protocol());
        to.put("SSL_CIPHER", tls.cipherSuite());
        if (tls.keyBits() > 0) {
            to.put("SSL_CIPHER_USEKEYSIZE", Integer.toString(tls.keyBits()));
        }
        if (!tls.sessionId().isEmpty()) {
            to.put("SSL_SESSION_ID", tls.sessionId());
        }
        if (!tls.clientCertificates().isEmpty()) {
            X509Certificate certificate = tls.clientCertificates().get(0);
            to.put(
                    "SSL_CLIENT_S_DN",
                    Octets.utf8(certificate.getSubjectX500Principal().getName()));
            to.put(
                    "SSL_CLIENT_I_DN",
                    Octets.utf8(certificate.getIssuerX500Principal().getName()));
            to.put("SSL_CLIENT_CERT", Pem.of(certificate));
        }
    }
}
