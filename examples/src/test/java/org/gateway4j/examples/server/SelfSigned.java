package org.gateway4j.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for this machine that nobody else vouches for, in a directory, in each form that the host reads. */
record SelfSigned(Path directory) {

    static final String PASSWORD = "changeit";

    private static final String ALIAS = "host";

    static SelfSigned in(Path directory) throws Exception {
        SelfSigned made = new SelfSigned(directory);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        made.store().toString(),
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        ALIAS,
                        "-dname",
                        "CN=localhost",
                        "-keyalg",
                        "EC",
                        "-ext",
                        "san=ip:127.0.0.1")
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(output);
        }
        KeyStore keys = made.keys();
        write(
                made.key(),
                "PRIVATE KEY",
                keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        write(made.certificate(), "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
        return made;
    }

    private static void write(Path file, String type, byte[] content) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                        .formatted(type, Base64.getMimeEncoder().encodeToString(content)));
    }

    private KeyStore keys() throws Exception {
        return KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
    }

    Path store() {
        return directory.resolve("keys.p12");
    }

    Path certificate() {
        return directory.resolve("cert.pem");
    }

    Path key() {
        return directory.resolve("key.pem");
    }

    /** What a client needs that trusts this certificate. */
    SSLContext client() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, keys().getCertificate(ALIAS));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
