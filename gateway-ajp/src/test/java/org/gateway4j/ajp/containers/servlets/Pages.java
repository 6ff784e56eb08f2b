package org.gateway4j.ajp.containers.servlets;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.gateway4j.testkit.PatternStream;

/** Short answers. */
final class Pages {

    private Pages() {}

    static void text(HttpServletResponse response, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        response.setContentType("text/plain;charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** How often this session was here; two more cookies beside its own. */
    static void session(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession();
        int visits = session.getAttribute("visits") instanceof Integer count ? count + 1 : 1;
        session.setAttribute("visits", visits);
        response.addCookie(new Cookie("first", "1"));
        response.addCookie(new Cookie("second", "2"));
        text(response, "visit " + visits);
    }

    static void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
        text(response, "who are you?");
    }

    static void loginFailed(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(403);
        text(response, "nobody");
    }

    static void member(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String body = new String(request.getInputStream().readAllBytes(), UTF_8);
        text(
                response,
                request.getMethod() + " " + request.getPathInfo() + " by " + request.getRemoteUser() + ", "
                        + request.getAuthType() + ", " + request.isUserInRole("member") + ", " + body);
    }

    static void snoop(HttpServletRequest request, HttpServletResponse response) throws IOException {
        text(
                response,
                String.join(
                        "\n",
                        request.getMethod(),
                        request.getRequestURI(),
                        request.getPathInfo(),
                        request.getQueryString(),
                        request.getParameter("q")));
    }

    static void tls(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : new String[] {"cipher_suite", "key_size", "ssl_session_id", "secure_protocol_version"}) {
            Object value = request.getAttribute("jakarta.servlet.request." + name);
            if (value == null) {
                value = request.getAttribute("org.apache.tomcat.util.net." + name);
            }
            text.append(name).append('=').append(value);
            text.append(value == null ? "" : " " + value.getClass().getSimpleName());
            text.append('\n');
        }
        if (request.getAttribute("jakarta.servlet.request.X509Certificate") instanceof X509Certificate[] chain) {
            for (X509Certificate certificate : chain) {
                text.append(certificate.getSubjectX500Principal()).append(' ');
                text.append(digest(certificate)).append('\n');
            }
        }
        text(response, text.toString());
    }

    private static String digest(X509Certificate certificate) throws IOException {
        try {
            return HexFormat.of().formatHex(PatternStream.sha256().digest(certificate.getEncoded()));
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IOException(e);
        }
    }

    static void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print("this is not seen");
        response.sendError(Integer.parseInt(request.getQueryString()), "what went wrong: <here>");
    }

    static void redirect(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendRedirect("snoop/there?q=1");
    }
}
