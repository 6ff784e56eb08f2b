package org.gateway4j.host.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.gateway4j.TlsSession;
import org.gateway4j.host.HostRequest;
import org.jspecify.annotations.Nullable;

/** Reads what a container has parsed of a request, all but its body. */
final class RequestReader {

    private static final String CIPHER_SUITE = "jakarta.servlet.request.cipher_suite";
    private static final String KEY_SIZE = "jakarta.servlet.request.key_size";
    private static final String SESSION_ID = "jakarta.servlet.request.ssl_session_id";
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    /** Since Servlet 6.1; the second is Tomcat's own name for it. */
    private static final List<String> PROTOCOL =
            List.of("jakarta.servlet.request.secure_protocol", "org.apache.tomcat.util.net.secure_protocol_version");

    private RequestReader() {}

    /** The request without its body. */
    static HostRequest read(HttpServletRequest request) {
        String query = request.getQueryString();
        // Neither getServletPath nor getPathInfo, which are decoded.
        String target = query == null ? request.getRequestURI() : request.getRequestURI() + '?' + query;
        HostRequest read = HostRequest.of(request.getMethod(), target)
                .protocol(request.getProtocol())
                .remoteAddress(request.getRemoteAddr(), request.getRemotePort())
                .localAddress(request.getLocalAddr(), request.getLocalPort())
                .secure(request.isSecure())
                .authority(authority(request))
                .user(request.getRemoteUser(), request.getAuthType());
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                read.field(name, value);
            }
        }
        return request.isSecure() ? read.tls(tls(request)) : read;
    }

    /** What a client of HTTP/2 has asked for. Tomcat tells of it, but makes no Host field of it. */
    private static @Nullable String authority(HttpServletRequest request) {
        if (request.getProtocol().startsWith("HTTP/1.") || request.getHeader("Host") != null) {
            return null;
        }
        int port = request.getServerPort();
        boolean usual = port == (request.isSecure() ? 443 : 80);
        return usual ? request.getServerName() : request.getServerName() + ':' + port;
    }

    private static @Nullable TlsSession tls(HttpServletRequest request) {
        if (!(request.getAttribute(CIPHER_SUITE) instanceof String cipherSuite)) {
            return null;
        }
        return new TlsSession(
                protocol(request),
                cipherSuite,
                request.getAttribute(KEY_SIZE) instanceof Integer bits ? bits : 0,
                request.getAttribute(SESSION_ID) instanceof String id ? id : "",
                request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain ? List.of(chain) : List.of());
    }

    private static String protocol(HttpServletRequest request) {
        for (String name : PROTOCOL) {
            if (request.getAttribute(name) instanceof String protocol) {
                return protocol;
            }
        }
        return "";
    }
}
