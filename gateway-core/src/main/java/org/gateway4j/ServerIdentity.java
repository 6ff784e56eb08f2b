package org.gateway4j;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What the server is called where the host does not say (RFC 3875 sections 4.1.14 and 4.1.15). */
final class ServerIdentity {

    private ServerIdentity() {}

    /** The authority of an absolute target counts more than the Host header (RFC 9112 section 3.2.2). */
    static String name(@Nullable String authority, Headers headers, @Nullable InetSocketAddress local) {
        String host = authority != null ? authority : headers.first("Host");
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

    static int port(String scheme, @Nullable InetSocketAddress local) {
        if (local != null && local.getPort() != 0) {
            return local.getPort();
        }
        return scheme.equals("https") ? 443 : 80;
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
