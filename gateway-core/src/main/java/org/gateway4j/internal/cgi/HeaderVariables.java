package org.gateway4j.internal.cgi;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gateway4j.Headers;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;

/**
 * Which request headers become {@code HTTP_*} variables, and with what value (RFC 3875 section 4.1.18).
 *
 * <p>Names with anything but letters, digits and hyphens are dropped: an underscore or a dot would let a client name the
 * variable of another header. If such a name stands beside the header that it looks like, the request is refused.
 */
final class HeaderVariables {

    /**
     * Proxy would set the proxy of HTTP clients in the application (CVE-2016-5385); Redirect-Status would tell php-cgi
     * that a server had vouched for the request; the body's type and length have variables of their own, and its coding
     * was removed; the others concern the client's connection.
     */
    private static final Set<String> DROPPED = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        DROPPED.addAll(Set.of(
                "Proxy",
                "Redirect-Status",
                "Content-Type",
                "Content-Length",
                "Transfer-Encoding",
                "TE",
                "Trailer",
                "Connection",
                "Keep-Alive",
                "Proxy-Connection",
                "Proxy-Authorization",
                "Upgrade"));
    }

    private final boolean authorization;

    HeaderVariables(boolean authorization) {
        this.authorization = authorization;
    }

    void write(String backend, Headers headers, Map<String, String> own, VariableSink sink)
            throws RequestRejectedException {
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            if (!isPlain(name)) {
                refuseIfItCollides(backend, headers, name);
            } else if (isPassed(name) && isFirst(headers, i) && !isOwn(own, name)) {
                sink.putHeader(name, merged(headers, i));
            }
        }
    }

    private boolean isPassed(String name) {
        return !DROPPED.contains(name) && (authorization || !name.equalsIgnoreCase("Authorization"));
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return true;
    }

    private static void refuseIfItCollides(String backend, Headers headers, String name)
            throws RequestRejectedException {
        String variable = variable(name);
        for (int i = 0; i < headers.size(); i++) {
            String other = headers.name(i);
            if (isPlain(other) && variable(other).equals(variable)) {
                throw new RequestRejectedException(
                        backend,
                        Reason.BAD_REQUEST,
                        "headers " + name + " and " + other + " would both be the variable " + variable);
            }
        }
    }

    private static String variable(String name) {
        StringBuilder variable = new StringBuilder("HTTP_");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            variable.append(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' ? c : '_');
        }
        return variable.toString().toUpperCase(Locale.ROOT);
    }

    private static boolean isOwn(Map<String, String> own, String name) {
        return !own.isEmpty() && own.containsKey(variable(name));
    }

    private static boolean isFirst(Headers headers, int index) {
        return headers.indexOf(headers.name(index), 0) == index;
    }

    private static String merged(Headers headers, int index) {
        String name = headers.name(index);
        int next = headers.indexOf(name, index + 1);
        if (next < 0) {
            return headers.value(index);
        }
        String separator = name.equalsIgnoreCase("Cookie") ? "; " : ", ";
        StringBuilder all = new StringBuilder(headers.value(index));
        for (int i = next; i >= 0; i = headers.indexOf(name, i + 1)) {
            all.append(separator).append(headers.value(i));
        }
        return all.toString();
    }
}
