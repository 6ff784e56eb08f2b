package org.gateway4j.host.servlet;

import java.util.function.Consumer;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.gateway4j.testkit.TlsKeys;

/** Has a connector of Tomcat speak TLS, HTTP/1.1 and HTTP/2, and ask clients for certificates. */
record SecuredConnector(TlsKeys keys) implements Consumer<Connector> {

    @Override
    public void accept(Connector connector) {
        connector.setSecure(true);
        connector.setScheme("https");
        connector.setProperty("SSLEnabled", "true");
        SSLHostConfig tls = new SSLHostConfig();
        tls.setCertificateVerification("required");
        tls.setTrustStore(keys.trusted());
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystore(keys.store());
        certificate.setCertificateKeystorePassword(TlsKeys.PASSWORD);
        tls.addCertificate(certificate);
        connector.addSslHostConfig(tls);
        connector.addUpgradeProtocol(new Http2Protocol());
    }
}
