package org.gateway4j.host.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLSession;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.security.AuthenticationState;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.URIUtil;
import org.gateway4j.RequestBody;
import org.gateway4j.TlsSession;
import org.gateway4j.host.HostRequest;

/** Tells a relay what Jetty knows of a request. */
final class RequestFacts {

    private static final char REPLACEMENT = '\uFFFD';

    private RequestFacts() {}

    /** The request, with its customizers' view of client and scheme. */
    static HostRequest hostRequest(Request request, RequestBody body) {
        ConnectionMetaData connection = request.getConnectionMetaData();
        HostRequest facts = HostRequest.of(request.getMethod(), target(request))
                .protocol(connection.getHttpVersion().asString())
                .body(body)
                .secure(isSecure(request));
        addFields(facts, request);
        addAddresses(facts, connection);
        addTls(facts, request);
        addUser(facts, Request.getAuthenticationState(request));
        return facts;
    }

    /** Jetty has split the target, and gives a CONNECT the path that it lacks. */
    private static String target(Request request) {
        HttpURI uri = request.getHttpURI();
        return octets(HttpMethod.CONNECT.is(request.getMethod()) ? uri.getAuthority() : uri.getPathQuery());
    }

    /** Jetty has read the target as UTF-8. What was no UTF-8 is lost, and stays a character that the relay refuses. */
    private static String octets(String target) {
        boolean ascii = target.chars().allMatch(c -> c < 0x80);
        return ascii || target.indexOf(REPLACEMENT) >= 0 ? target : new String(target.getBytes(UTF_8), ISO_8859_1);
    }

    private static void addFields(HostRequest facts, Request request) {
        HttpURI uri = request.getHttpURI();
        boolean named = false;
        for (HttpField field : request.getHeaders()) {
            if (field.getHeader() == HttpHeader.HOST) {
                named = true;
                facts.field(field.getName(), isOf(uri, field) ? field.getValue() : uri.getAuthority());
            } else {
                facts.field(field.getName(), field.getValue());
            }
        }
        if (!named && request.getConnectionMetaData().getHttpVersion().getVersion() > 11) {
            facts.authority(uri.getAuthority());
        }
    }

    /** Whether a Host field says the same as the URI. It does not if the target came in absolute form, which overrules it. */
    private static boolean isOf(HttpURI uri, HttpField field) {
        HostPortHttpField host =
                field instanceof HostPortHttpField parsed ? parsed : new HostPortHttpField(field.getValue());
        int defaultPort = URIUtil.getDefaultPortForScheme(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : defaultPort;
        return host.getPort(defaultPort) == port && host.getHost().equalsIgnoreCase(uri.getHost());
    }

    /**
     * Whether the connection is encrypted, or a customizer says so of the client's. The scheme of the URI tells neither: a client
     * can put any into the target.
     */
    private static boolean isSecure(Request request) {
        return request.getConnectionMetaData().isSecure()
                || request.isSecure() && !Request.unWrap(request).isSecure();
    }

    private static void addAddresses(HostRequest facts, ConnectionMetaData connection) {
        SocketAddress remote = connection.getRemoteSocketAddress();
        if (remote instanceof InetSocketAddress address) {
            if (address.isUnresolved()) {
                facts.remoteAddress(address.getHostString(), address.getPort());
            } else {
                facts.remoteAddress(address);
            }
        }
        if (connection.getLocalSocketAddress() instanceof InetSocketAddress address) {
            facts.localAddress(address);
        }
    }

    /** A customizer may know of the TLS connection that a proxy has ended. */
    private static void addTls(HostRequest facts, Request request) {
        Object told = request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
        EndPoint.SslSessionData data = told instanceof EndPoint.SslSessionData attribute
                ? attribute
                : request.getConnectionMetaData().getConnection().getEndPoint().getSslSessionData();
        if (data != null) {
            facts.tls(tls(data));
        }
    }

    private static TlsSession tls(EndPoint.SslSessionData data) {
        SSLSession session = data.sslSession();
        X509Certificate[] certificates = data.peerCertificates();
        return new TlsSession(
                session == null ? "" : session.getProtocol(),
                Objects.requireNonNullElse(data.cipherSuite(), ""),
                data.keySize(),
                Objects.requireNonNullElse(data.sslSessionId(), ""),
                certificates == null ? List.of() : List.of(certificates));
    }

    private static void addUser(HostRequest facts, Request.AuthenticationState state) {
        Principal user = state.getUserPrincipal();
        if (user != null) {
            facts.user(
                    user.getName(),
                    state instanceof AuthenticationState.Succeeded succeeded
                            ? succeeded.getAuthenticationType()
                            : null);
        }
    }
}
