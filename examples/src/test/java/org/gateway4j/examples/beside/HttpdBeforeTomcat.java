package org.gateway4j.examples.beside;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.gateway4j.Endpoint;
import org.gateway4j.examples.tomcat.AjpTomcat;
import org.gateway4j.testkit.backends.Httpd;
import org.gateway4j.testkit.backends.Site;

/** An Apache httpd of a test's own in front of a Tomcat: each of its AJP modules on two ports, one of them with TLS. */
final class HttpdBeforeTomcat {

    /** What can bring a request to Tomcat. */
    enum Connector {
        MOD_PROXY_AJP,
        MOD_JK;

        String module() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The ports of a connector. */
    private record Ports(int plain, int tls) {}

    private static final List<String> MODULES = List.of(
            "mpm_event",
            "authn_core",
            "authn_file",
            "authz_core",
            "authz_user",
            "auth_basic",
            "socache_shmcb",
            "ssl",
            "proxy",
            "proxy_ajp",
            "jk");

    private final Map<Connector, Ports> ports = new EnumMap<>(Connector.class);
    private final Site site;
    private final Httpd httpd;

    private HttpdBeforeTomcat(Site site, AjpTomcat tomcat, Certificates certificates, String user, String password)
            throws Exception {
        this.site = site;
        choosePorts();
        Path users = site.file("users");
        Files.writeString(users, user + ":" + sha1(password) + "\n");
        List<Integer> all = ports.values().stream()
                .flatMap(own -> Stream.of(own.plain(), own.tls()))
                .toList();
        httpd = Httpd.start(site, MODULES, all, configuration(tomcat, certificates, users));
    }

    /** Starts it, with certificates for the ports with TLS, and a user who can log in there. */
    static HttpdBeforeTomcat start(AjpTomcat tomcat, Certificates certificates, String user, String password)
            throws Exception {
        Site site = new Site();
        try {
            return new HttpdBeforeTomcat(site, tomcat, certificates, user, password);
        } catch (Exception | Error e) {
            site.close();
            throw e;
        }
    }

    /** As httpd keeps passwords. */
    private static String sha1(String password) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-1").digest(password.getBytes(UTF_8));
        return "{SHA}" + Base64.getEncoder().encodeToString(hash);
    }

    /** Free ones, held until all are chosen. */
    private void choosePorts() throws IOException {
        for (Connector connector : Connector.values()) {
            try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    ServerSocket tls = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ports.put(connector, new Ports(plain.getLocalPort(), tls.getLocalPort()));
            }
        }
    }

    private String configuration(AjpTomcat tomcat, Certificates certificates, Path users) throws IOException {
        Endpoint.Tcp endpoint = (Endpoint.Tcp) tomcat.endpoint();
        return """
                MergeSlashes Off
                UseCanonicalName Off
                TraceEnable On
                SSLSessionTickets Off
                SSLSessionCache shmcb:%1$s/sessions
                JkWorkerProperty worker.list=tomcat
                JkWorkerProperty worker.tomcat.type=ajp13
                JkWorkerProperty worker.tomcat.host=%2$s
                JkWorkerProperty worker.tomcat.port=%3$d
                JkWorkerProperty worker.tomcat.secret=%4$s
                JkShmFile %1$s/jk.shm
                JkLogFile %1$s/jk.log
                """.formatted(site.writable(), endpoint.host(), endpoint.port(), tomcat.secret())
                + hosts(
                        Connector.MOD_PROXY_AJP,
                        "ProxyPass / ajp://%s/ secret=%s nocanon\n".formatted(endpoint, tomcat.secret()),
                        certificates,
                        users)
                + hosts(
                        Connector.MOD_JK,
                        "JkMount /* tomcat\nJkOptions +ForwardURICompatUnparsed +ForwardSSLCertChain\n",
                        certificates,
                        users);
    }

    private String hosts(Connector connector, String directives, Certificates certificates, Path users) {
        Ports own = ports.get(connector);
        return """
                Listen 127.0.0.1:%1$d
                <VirtualHost 127.0.0.1:%1$d>
                ServerName example.org:%1$d
                AllowEncodedSlashes NoDecode
                %3$s</VirtualHost>
                Listen 127.0.0.1:%2$d
                <VirtualHost 127.0.0.1:%2$d>
                ServerName example.org:%2$d
                AllowEncodedSlashes NoDecode
                %3$sSSLEngine on
                SSLCertificateFile %4$s
                SSLCACertificateFile %5$s
                SSLVerifyClient optional
                SSLVerifyDepth 2
                SSLOptions +StdEnvVars +ExportCertData
                <Location /user>
                AuthType Basic
                AuthName test
                AuthBasicProvider file
                AuthUserFile %6$s
                Require valid-user
                </Location>
                </VirtualHost>
                """.formatted(
                own.plain(), own.tls(), directives, certificates.serverPem(), certificates.authorityPem(), users);
    }

    /** Where requests come in that a connector passes on. */
    InetSocketAddress address(Connector connector) {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), ports.get(connector).plain());
    }

    /** The same with TLS. */
    InetSocketAddress tlsAddress(Connector connector) {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), ports.get(connector).tls());
    }

    void stop() throws Exception {
        httpd.stop();
        site.close();
    }
}
