package org.gateway4j.examples.beside;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Remembers what it was told of the last request. It is in the test's own process, so that no answer has to carry that. */
final class SeeingServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    /** Tomcat makes these when they are asked for, and lists not all of them. */
    private static final String[] ASKED_FOR = {
        CERTIFICATES,
        "jakarta.servlet.request.cipher_suite",
        "jakarta.servlet.request.key_size",
        "jakarta.servlet.request.ssl_session_id",
        "jakarta.servlet.request.secure_protocol"
    };

    private final transient AtomicReference<Map<String, String>> seen = new AtomicReference<>(Map.of());

    /** What the last request since the call before was; empty if there was none. */
    Map<String, String> take() {
        return seen.getAndSet(Map.of());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String> facts = new TreeMap<>();
        addLine(request, facts);
        addConnection(request, facts);
        addHeaders(request, facts);
        addSession(request, facts);
        addContent(request, facts);
        addAttributes(request, facts);
        seen.set(facts);
    }

    private static void addLine(HttpServletRequest request, Map<String, String> facts) {
        facts.put("method", request.getMethod());
        facts.put("uri", request.getRequestURI());
        facts.put("url", String.valueOf(request.getRequestURL()));
        facts.put("query", String.valueOf(request.getQueryString()));
        facts.put("protocol", request.getProtocol());
        facts.put("context path", request.getContextPath());
        facts.put("servlet path", request.getServletPath());
        facts.put("path info", String.valueOf(request.getPathInfo()));
    }

    private static void addConnection(HttpServletRequest request, Map<String, String> facts) {
        facts.put("scheme", request.getScheme());
        facts.put("secure", Boolean.toString(request.isSecure()));
        facts.put("server name", request.getServerName());
        facts.put("server port", Integer.toString(request.getServerPort()));
        facts.put("local name", request.getLocalName());
        facts.put("local address", request.getLocalAddr());
        facts.put("local port", Integer.toString(request.getLocalPort()));
        facts.put("remote host", request.getRemoteHost());
        facts.put("remote address", request.getRemoteAddr());
        facts.put("remote port", Integer.toString(request.getRemotePort()));
        facts.put("remote user", String.valueOf(request.getRemoteUser()));
        facts.put("principal", String.valueOf(request.getUserPrincipal()));
        facts.put("auth type", String.valueOf(request.getAuthType()));
    }

    private static void addHeaders(HttpServletRequest request, Map<String, String> facts) {
        for (String name : Collections.list(request.getHeaderNames())) {
            facts.put(
                    "header " + name.toLowerCase(Locale.ROOT),
                    String.join(" | ", Collections.list(request.getHeaders(name))));
        }
    }

    private static void addSession(HttpServletRequest request, Map<String, String> facts) {
        facts.put("session", String.valueOf(request.getRequestedSessionId()));
        facts.put("session in the URL", Boolean.toString(request.isRequestedSessionIdFromURL()));
        Cookie[] cookies = request.getCookies();
        facts.put(
                "cookies",
                Stream.of(cookies == null ? new Cookie[0] : cookies)
                        .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                        .collect(Collectors.joining(" ")));
    }

    private static void addContent(HttpServletRequest request, Map<String, String> facts) throws IOException {
        facts.put("content length", Long.toString(request.getContentLengthLong()));
        facts.put("content type", String.valueOf(request.getContentType()));
        facts.put("character encoding", String.valueOf(request.getCharacterEncoding()));
        facts.put("parameters", parameters(request));
        byte[] body = request.getInputStream().readAllBytes();
        facts.put("body", body.length + " bytes, " + sha256(body));
    }

    private static String parameters(HttpServletRequest request) {
        try {
            return request.getParameterMap().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + Arrays.toString(entry.getValue()))
                    .collect(Collectors.joining(" "));
        } catch (IllegalStateException e) {
            return "refused";
        }
    }

    private static void addAttributes(HttpServletRequest request, Map<String, String> facts) {
        Stream.concat(Collections.list(request.getAttributeNames()).stream(), Stream.of(ASKED_FOR))
                .distinct()
                .filter(name -> request.getAttribute(name) != null)
                .forEach(name -> facts.put("attribute " + name, attribute(request.getAttribute(name))));
    }

    private static String attribute(Object value) {
        return value instanceof X509Certificate[] chain
                ? Stream.of(chain)
                        .map(one -> one.getSubjectX500Principal() + " " + one.getSerialNumber())
                        .collect(Collectors.joining(" | "))
                : value.toString();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
