package org.gateway4j;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the server is called (RFC 3875 sections 4.1.14 and 4.1.15). What the host says counts most, then the authority of an
 * absolute target, then the Host field (RFC 9112 section 3.2.2), then the address that the request came in on.
 */
final class ServerIdentity {

    private static final String HOST = "Host";

    private ServerIdentity() {}

    static String scheme(@Nullable String said, RequestTarget target) {
        if (said != null) {
            return said;
        }
        return target.scheme() == null ? "http" : target.scheme();
    }

    /** The fields, with the authority of the request in their Host field. */
    static Headers headers(
            Headers given, RequestTarget target, @Nullable String saidName, int saidPort, String scheme) {
        if (target.authority() != null) {
            return withHost(given, target.authority());
        }
        if (saidName == null || given.contains(HOST)) {
            return given;
        }
        return withHost(given, saidPort == defaultPort(scheme) ? saidName : saidName + ":" + saidPort);
    }

    /** Several Host fields stay, so that the request can be refused for them. */
    private static Headers withHost(Headers given, String authority) {
        int first = given.indexOf(HOST, 0);
        boolean several = first >= 0 && given.indexOf(HOST, first + 1) >= 0;
        if (several || first >= 0 && given.value(first).equals(authority)) {
            return given;
        }
        Headers.Builder others = given.toBuilder().remove(HOST);
        return Headers.builder().add(HOST, authority).addAll(others.build()).build();
    }

    /** The name, from the fields that {@link #headers} returned. */
    static String name(Headers headers, @Nullable InetSocketAddress local) {
        String host = headers.first(HOST);
        if (host != null) {
            String name = withoutPort(host);
            if (isHost(name)) {
                return name;
            }
        }
        if (local == null) {
            return "localhost";
        }
        String literal = local.getAddress() == null
                ? local.getHostString()
                : local.getAddress().getHostAddress();
        return local.getAddress() instanceof Inet6Address ? "[" + withoutZone(literal) + "]" : literal;
    }

    /** The port of a Host field is not believed: it is the client's word. */
    static int port(RequestTarget target, String scheme, @Nullable InetSocketAddress local) {
        int named = target.authority() == null ? 0 : portOf(target.authority());
        if (named != 0) {
            return named;
        }
        return local != null && local.getPort() != 0 ? local.getPort() : defaultPort(scheme);
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    /** The port of an authority, or 0 if it has none within 1 to 65535. */
    private static int portOf(String authority) {
        String digits = authority.substring(withoutPort(authority).length());
        int port = digits.matches(":[0-9]{1,5}") ? Integer.parseInt(digits, 1, digits.length(), 10) : 0;
        return port <= 65_535 ? port : 0;
    }

    /** Letters, digits and the few marks of names and address literals; a colon only within brackets. */
    static boolean isHost(String name) {
        boolean bracketed = name.startsWith("[") && name.endsWith("]") && name.length() > 2;
        String inner = bracketed ? name.substring(1, name.length() - 1) : name;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            boolean letterOrDigit = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letterOrDigit && c != '-' && c != '.' && c != '_' && !(bracketed && c == ':')) {
                return false;
            }
        }
        return !inner.isEmpty();
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static String withoutZone(String literal) {
        int zone = literal.indexOf('%');
        return zone < 0 ? literal : literal.substring(0, zone);
    }
}
