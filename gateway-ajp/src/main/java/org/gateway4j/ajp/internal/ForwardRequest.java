package org.gateway4j.ajp.internal;

import java.util.Map;
import java.util.Set;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.gateway4j.TlsSession;
import org.gateway4j.ajp.internal.codec.Attribute;
import org.gateway4j.ajp.internal.codec.ForwardRequestEncoder;
import org.gateway4j.ajp.internal.codec.Method;
import org.gateway4j.internal.http.AddressLiterals;
import org.gateway4j.internal.http.NumberCache;
import org.gateway4j.internal.http.Octets;
import org.gateway4j.internal.http.Pem;
import org.jspecify.annotations.Nullable;

/**
 * Translates a request into the parts of an AJP packet. User, TLS facts and addresses come only from the parts of the
 * request that the host sets. No header field can become an attribute.
 */
final class ForwardRequest {

    /** Sent for an unknown address, because Undertow replaces an empty address by its own. */
    private static final String UNKNOWN = "0.0.0.0";

    private static final String REMOTE_PORT = "AJP_REMOTE_PORT";
    private static final String LOCAL_ADDRESS = "AJP_LOCAL_ADDR";
    private static final String TLS_PROTOCOL = "AJP_SSL_PROTOCOL";

    private final AjpSettings settings;
    private final ForwardRequestEncoder encoder;
    private final NumberCache remotePorts = new NumberCache();

    ForwardRequest(AjpSettings settings, ForwardRequestEncoder encoder) {
        this.settings = settings;
        this.encoder = encoder;
    }

    /** Writes a whole request. The length is that of its body, or -1 if it is not known. */
    void write(GatewayRequest request, long length) {
        int method =
                settings.sendMethodsByName().contains(request.method()) ? Method.STORED : Method.code(request.method());
        encoder.begin(method, request.protocol(), request.path());
        writeConnection(request);
        writeHeaders(request.headers(), length);
        if (settings.secret() != null) {
            encoder.attribute(Attribute.SECRET, settings.secret());
        }
        if (method == Method.STORED) {
            encoder.attribute(Attribute.STORED_METHOD, request.method());
        }
        putIfKnown(Attribute.QUERY_STRING, request.query());
        putIfKnown(Attribute.ROUTE, settings.route());
        writeUser(request.user());
        writeTls(request.tls());
        writeRequestAttributes(request);
        encoder.end();
    }

    private void writeConnection(GatewayRequest request) {
        String remote = AddressLiterals.of(request.remoteAddress());
        encoder.connection(
                remote == null ? UNKNOWN : remote,
                null,
                request.serverName(),
                request.serverPort(),
                request.scheme().equals("https"));
    }

    private void writeHeaders(Headers headers, long length) {
        Set<String> named = HopByHop.named(headers);
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            FieldName known = FieldName.of(name);
            if (!known.hopByHop() && !HopByHop.isNamed(named, name)) {
                encoder.header(known.code(), name, headers.value(i));
            }
        }
        if (length < 0) {
            encoder.header("transfer-encoding", "chunked");
        } else {
            encoder.header("content-length", length == 0 ? "0" : Long.toString(length));
        }
    }

    private void writeUser(@Nullable AuthenticatedUser user) {
        if (user != null) {
            encoder.attribute(Attribute.REMOTE_USER, Octets.utf8(user.name()));
            encoder.attribute(Attribute.AUTH_TYPE, Octets.utf8(user.authType()));
        }
    }

    private void writeTls(@Nullable TlsSession tls) {
        if (tls == null) {
            return;
        }
        if (!tls.clientCertificates().isEmpty()) {
            encoder.attribute(Attribute.SSL_CERT, Pem.of(settings.sent(tls.clientCertificates())));
        }
        putUnlessEmpty(Attribute.SSL_CIPHER, tls.cipherSuite());
        putUnlessEmpty(Attribute.SSL_SESSION, tls.sessionId());
        if (tls.keyBits() > 0) {
            encoder.keySize(tls.keyBits());
        }
        if (!tls.protocol().isEmpty()) {
            encoder.requestAttribute(TLS_PROTOCOL, tls.protocol());
        }
    }

    private void writeRequestAttributes(GatewayRequest request) {
        if (request.remoteAddress() != null) {
            encoder.requestAttribute(
                    REMOTE_PORT, remotePorts.get(request.remoteAddress().getPort()));
        }
        String local = AddressLiterals.of(request.localAddress());
        if (local != null) {
            encoder.requestAttribute(LOCAL_ADDRESS, local);
        }
        if (settings.attributes().isEmpty()) {
            return;
        }
        for (Map.Entry<String, String> variable : request.variables().entrySet()) {
            if (settings.attributes().contains(variable.getKey())) {
                encoder.requestAttribute(variable.getKey(), Octets.utf8(variable.getValue()));
            }
        }
    }

    private void putIfKnown(Attribute attribute, @Nullable String value) {
        if (value != null) {
            encoder.attribute(attribute, value);
        }
    }

    private void putUnlessEmpty(Attribute attribute, String value) {
        if (!value.isEmpty()) {
            encoder.attribute(attribute, value);
        }
    }
}
