package org.gateway4j.examples.options;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gateway4j.host.TrustedProxies;
import org.jspecify.annotations.Nullable;

/** Collects the options of the server. What comes later wins. Not safe for use by several threads. */
final class ServerSettings {

    private static final String TLS = "tls";
    private static final String CERTIFICATE = "tls.certificate";
    private static final String KEY = "tls.key";
    private static final String PASSWORD = "tls.password";
    private static final String GZIP = "gzip";
    private static final String LOG = "log";
    private static final String TRUST = "trust";
    private static final String FIELDS = "trust.fields";
    private static final Set<String> NAMES = Set.of(TLS, CERTIFICATE, KEY, PASSWORD, GZIP, LOG, TRUST, FIELDS);

    /** A value, and how messages name the option. */
    private record Given(String value, String label) {

        UsageException refuse(String allowed) {
            return new UsageException(label, value, allowed);
        }

        Path path() throws UsageException {
            try {
                return Path.of(value).toAbsolutePath();
            } catch (InvalidPathException e) {
                throw refuse("must be a path: " + e.getReason());
            }
        }
    }

    /** Reads a file of keys. */
    private interface Reading<T> {

        T read(Path file) throws IOException, GeneralSecurityException;
    }

    private final Map<String, Given> given = new HashMap<>();
    private final List<Given> trusted = new ArrayList<>();

    boolean knows(String name) {
        return NAMES.contains(name);
    }

    void take(String name, String value, String label) {
        Given option = new Given(value, label);
        given.put(name, option);
        if (name.equals(TRUST)) {
            trusted.add(option);
        }
    }

    ServerOptions options() throws UsageException {
        return new ServerOptions(tls(), gzip(), log(), trusted());
    }

    private Optional<TlsOptions> tls() throws UsageException {
        Given tls = given.get(TLS);
        for (String name : List.of(CERTIFICATE, KEY, PASSWORD)) {
            Given part = given.get(name);
            if (tls == null && part != null) {
                throw new UsageException(part.label(), shown(name, part), "goes with tls, the address for HTTPS");
            }
        }
        return tls == null ? Optional.empty() : Optional.of(tls(tls));
    }

    private static String shown(String name, Given part) {
        return name.equals(PASSWORD) ? "" : part.value();
    }

    private TlsOptions tls(Given tls) throws UsageException {
        InetSocketAddress listen = Addresses.parse(tls.value(), tls.label());
        Given certificate = given.get(CERTIFICATE);
        if (certificate == null) {
            throw tls.refuse("goes with tls.certificate, a file in PEM with tls.key, or in PKCS #12 with tls.password");
        }
        Given key = given.get(KEY);
        String password =
                Optional.ofNullable(given.get(PASSWORD)).map(Given::value).orElse("");
        KeyStore keys = key == null
                ? read(
                        certificate,
                        "a PKCS #12 file that tls.password opens, or a PEM file with tls.key",
                        file -> KeyFiles.pkcs12(file, password))
                : pem(certificate, key, password);
        return new TlsOptions(listen, keys, password);
    }

    private static KeyStore pem(Given certificate, Given key, String password) throws UsageException {
        var chain = read(certificate, "a PEM file with a certificate", KeyFiles::pemCertificates);
        var secret = read(key, "a PEM file with an unencrypted PKCS #8 key (BEGIN PRIVATE KEY)", KeyFiles::pemKey);
        return read(certificate, "the certificate of the key", file -> KeyFiles.store(chain, secret, password));
    }

    private static <T> T read(Given option, String allowed, Reading<T> reading) throws UsageException {
        try {
            return reading.read(option.path());
        } catch (IOException | GeneralSecurityException e) {
            throw option.refuse("must be " + allowed);
        }
    }

    private boolean gzip() throws UsageException {
        Given gzip = given.get(GZIP);
        if (gzip != null && !gzip.value().matches("on|off")) {
            throw gzip.refuse("must be on or off");
        }
        return gzip != null && gzip.value().equals("on");
    }

    private Optional<Path> log() throws UsageException {
        Given log = given.get(LOG);
        if (log == null) {
            return Optional.empty();
        }
        Path file = log.path();
        if (file.getParent() == null || !Files.isDirectory(file.getParent()) || Files.isDirectory(file)) {
            throw log.refuse("must be a file in a directory that exists");
        }
        return Optional.of(file);
    }

    private TrustedProxies trusted() throws UsageException {
        List<String> ranges = new ArrayList<>();
        for (Given option : trusted) {
            try {
                TrustedProxies.of(option.value());
            } catch (IllegalArgumentException e) {
                throw option.refuse("must be an address or a range such as 10.0.0.0/8 or ::1");
            }
            ranges.add(option.value());
        }
        return TrustedProxies.of(ranges.toArray(String[]::new)).fields(fields(given.get(FIELDS)));
    }

    private static TrustedProxies.Fields fields(@Nullable Given option) throws UsageException {
        if (option == null || option.value().equals("x-forwarded")) {
            return TrustedProxies.Fields.X_FORWARDED;
        }
        if (option.value().equals("forwarded")) {
            return TrustedProxies.Fields.FORWARDED;
        }
        throw option.refuse("must be x-forwarded or forwarded");
    }
}
