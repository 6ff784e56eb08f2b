package org.gateway4j;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The name and port of the server (RFC 3875 sections 4.1.14 and 4.1.15). The values that the host has set come first,
 * then the authority of an absolute target, then the Host field (RFC 9112 section 3.2.2), then the address that the
 * request came in on.
 *
 * @param scheme {@code http} or {@code https}
 * @param name a host name or address
 * @param port 1 to 65535
 * @param headers the fields of the request, with its authority in their Host field
 */
record ServerIdentity(String scheme, String name, int port, Headers headers) {

    private static final String HOST = "Host";

    static ServerIdentity of(RequestParts said, RequestTarget target) {
        String scheme = scheme(said, target);
        Headers headers = headers(said, target, scheme);
        String name = said.serverName != null ? said.serverName : name(headers, said.localAddress);
        int port = said.serverPort != 0 ? said.serverPort : port(target, scheme, said.localAddress);
        return new ServerIdentity(scheme, name, port, headers);
    }

    private static String scheme(RequestParts said, RequestTarget target) {
        if (said.scheme != null) {
            return said.scheme;
        }
        return target.scheme() == null ? "http" : target.scheme();
    }

    private static Headers headers(RequestParts said, RequestTarget target, String scheme) {
        if (target.authority() != null) {
            return withHost(said.headers, target.authority());
        }
        if (said.serverName == null || said.headers.contains(HOST)) {
            return said.headers;
        }
        return withHost(
                said.headers,
                said.serverPort == defaultPort(scheme) ? said.serverName : said.serverName + ":" + said.serverPort);
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

    /** The name of the server, from the fields with the authority of the request. */
    private static String name(Headers headers, @Nullable InetSocketAddress local) {
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

    /** The port of the server. The port in a Host field is ignored: a client can write any port there. */
    private static int port(RequestTarget target, String scheme, @Nullable InetSocketAddress local) {
        int named = target.authority() == null ? 0 : portOf(target.authority());
        if (named != 0) {
            return named;
        }
        return local != null && local.getPort() != 0 ? local.getPort() : defaultPort(scheme);
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    /** The port of an authority, or 0 if there is none within 1 to 65535. */
    private static int portOf(String authority) {
        String digits = authority.substring(withoutPort(authority).length());
        int port = digits.matches(":[0-9]{1,5}") ? Integer.parseInt(digits, 1, digits.length(), 10) : 0;
        return port <= 65_535 ? port : 0;
    }

    /**
     * Whether a name consists of letters, digits and the few marks of names and address literals. A colon may occur
     * only within brackets.
     */
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
