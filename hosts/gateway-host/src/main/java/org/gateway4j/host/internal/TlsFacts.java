package org.gateway4j.host.internal;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.gateway4j.TlsSession;

/** Reads the facts of a TLS connection. */
public final class TlsFacts {

    private TlsFacts() {}

    /** The facts of a session. */
    public static TlsSession of(SSLSession session) {
        return new TlsSession(
                session.getProtocol(),
                session.getCipherSuite(),
                keyBits(session.getCipherSuite()),
                HexFormat.of().formatHex(session.getId()),
                certificates(session));
    }

    /** The effective key size of a cipher, or 0 if its name does not tell. */
    static int keyBits(String cipherSuite) {
        if (cipherSuite.contains("AES_256") || cipherSuite.contains("CHACHA20")) {
            return 256;
        }
        if (cipherSuite.contains("AES_128")) {
            return 128;
        }
        return cipherSuite.contains("3DES") ? 112 : 0;
    }

    private static List<X509Certificate> certificates(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return Stream.of(chain)
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }
}
