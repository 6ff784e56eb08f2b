package org.gateway4j.ajp.tomcat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A client's certificate and those of the authorities above it, made by keytool. */
final class CertificateChain {

    private static final String PASSWORD = "changeit";

    private CertificateChain() {}

    /** The certificates of a client, an authority and the root. */
    static List<X509Certificate> make(Path directory)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = directory.resolve("chain.p12");
        generate(file, "root", "-ext", "bc:c");
        generate(file, "authority", "-ext", "bc:c", "-signer", "root");
        generate(file, "client", "-signer", "authority");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(file)) {
            store.load(input, PASSWORD.toCharArray());
        }
        return Stream.of(store.getCertificateChain("client"))
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static void generate(Path store, String alias, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-alias", alias, "-dname", "CN=" + alias + ",O=Gateway4j", "-keyalg", "EC"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
    }
}
