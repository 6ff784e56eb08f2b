package org.gateway4j;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Facts of the TLS connection that a request came in on. Immutable.
 *
 * @param protocol such as {@code TLSv1.3}
 * @param cipherSuite such as {@code TLS_AES_256_GCM_SHA384}
 * @param keyBits the effective key size of the cipher in bits, or 0 if it is not known
 * @param sessionId the session id in hexadecimal, or an empty string
 * @param clientCertificates the client's certificate chain, its own certificate first; empty if it sent none
 */
public record TlsSession(
        String protocol, String cipherSuite, int keyBits, String sessionId, List<X509Certificate> clientCertificates) {

    /**
     * Validates the texts and copies the chain.
     *
     * @throws IllegalArgumentException if a text holds a control character
     */
    public TlsSession {
        HeaderSyntax.checkText("TLS protocol", protocol);
        HeaderSyntax.checkText("TLS cipherSuite", cipherSuite);
        HeaderSyntax.checkText("TLS sessionId", sessionId);
        clientCertificates = List.copyOf(clientCertificates);
    }

    /** Without the session id, which is a secret. */
    @Override
    public String toString() {
        return "TlsSession[" + protocol + ", " + cipherSuite + "]";
    }
}
