package org.gateway4j.examples.beside;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority made for a test, a server's certificate by it, and a client's. */
final class Certificates {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String AUTHORITY = "authority";
    private static final String SERVER = "server";
    private static final String CLIENT = "client";

    private final Path directory;
    private final KeyStore keys;

    private Certificates(Path directory, KeyStore keys) {
        this.directory = directory;
        this.keys = keys;
    }

    /** Makes them in a directory. */
    static Certificates in(Path directory) throws Exception {
        Path file = directory.resolve("keys.p12");
        make(file, AUTHORITY, "CN=Authority", "-ext", "bc=ca:true");
        make(file, SERVER, "CN=example.org", "-signer", AUTHORITY, "-ext", "san=dns:example.org");
        make(file, CLIENT, "CN=Ann, O=Example", "-signer", AUTHORITY);
        Certificates certificates = new Certificates(directory, KeyStore.getInstance(file.toFile(), PASSWORD));
        certificates.writePem();
        return certificates;
    }

    private static void make(Path file, String alias, String name, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                String.valueOf(PASSWORD),
                "-alias",
                alias,
                "-dname",
                name,
                "-keyalg",
                "RSA"));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(output);
        }
    }

    private void writePem() throws IOException, GeneralSecurityException {
        Files.writeString(
                serverPem(),
                pem("PRIVATE KEY", keys.getKey(SERVER, PASSWORD).getEncoded())
                        + pem("CERTIFICATE", keys.getCertificate(SERVER).getEncoded()));
        Files.writeString(
                authorityPem(),
                pem("CERTIFICATE", keys.getCertificate(AUTHORITY).getEncoded()));
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(type, Base64.getMimeEncoder().encodeToString(content));
    }

    /** The server's key and certificate. */
    Path serverPem() {
        return directory.resolve("server.pem");
    }

    /** The authority's certificate. */
    Path authorityPem() {
        return directory.resolve("authority.pem");
    }

    /** The client's certificate, then the authority's. */
    List<X509Certificate> clientChain() throws GeneralSecurityException {
        return Stream.of(keys.getCertificateChain(CLIENT))
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** What a client needs that trusts the authority, and may have the client's certificate to show. */
    SSLContext client(boolean withCertificate) throws GeneralSecurityException, IOException {
        KeyStore trusted = keyStore();
        Certificate authority = keys.getCertificate(AUTHORITY);
        trusted.setCertificateEntry(AUTHORITY, authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyStore own = keyStore();
        if (withCertificate) {
            own.setKeyEntry(CLIENT, keys.getKey(CLIENT, PASSWORD), PASSWORD, keys.getCertificateChain(CLIENT));
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore keyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
