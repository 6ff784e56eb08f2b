package org.gateway4j.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key whose certificate is for localhost, is Ann's, and is trusted by both sides. */
public final class TlsKeys {

    /** What protects the key store. */
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "ann";

    private final KeyStore keys;
    private final KeyStore trusted;
    private final SSLContext context;

    /**
     * Makes a key.
     *
     * @param file where the key store will be; nothing is there yet
     * @throws IOException if the key cannot be made
     * @throws GeneralSecurityException if the key cannot be used
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    public TlsKeys(Path file) throws IOException, GeneralSecurityException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
        command.addAll(List.of("-alias", ALIAS, "-dname", "CN=Ann", "-keyalg", "EC", "-ext", "SAN=dns:localhost"));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(output);
        }
        keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        trusted = trusted(keys);
        context = context(keys, trusted);
    }

    private static KeyStore trusted(KeyStore keys) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null);
        trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
        return trusted;
    }

    private static SSLContext context(KeyStore keys, KeyStore trusted) throws GeneralSecurityException {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
        return context;
    }

    /** {@return the key and its certificate, for either side} */
    public KeyStore store() {
        return keys;
    }

    /** {@return the certificate alone, which both sides trust} */
    public KeyStore trusted() {
        return trusted;
    }

    /** {@return a context for either side, which shows the certificate and trusts it alone} */
    public SSLContext context() {
        return context;
    }
}
