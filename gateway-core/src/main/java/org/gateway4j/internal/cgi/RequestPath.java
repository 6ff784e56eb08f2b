package org.gateway4j.internal.cgi;

import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.internal.http.PercentEncoding;

/**
 * A request's path, decoded once and made canonical, for looking up scripts. Empty segments and {@code .} are left out,
 * and {@code ..} is followed (RFC 3875 section 8.1 leaves that to the server). Escaped slashes do not separate
 * segments. If the result would depend on whether they do, the path is refused.
 *
 * <p>Path parameters have no special meaning here.
 *
 * @param prefix the mount prefix, decoded
 * @param path the rest of the path, decoded: an octet string that begins with a slash
 * @param nameLimit the index of the first octet that the name of a script or file must not hold, or the length of the
 *     path. Such octets are escaped slashes, backslashes, control characters and question marks. Path info may hold
 *     them.
 */
public record RequestPath(String prefix, String path, int nameLimit) {

    /**
     * Decodes the path of a request.
     *
     * @throws RequestRejectedException if the path is {@code *}, holds a malformed escape or NUL, leads above its root,
     *     or would have another meaning if its escaped slashes and backslashes were plain slashes; if the mount prefix
     *     holds a control character or a question mark; with reason {@code NOT_FOUND}, if only path parameters of the
     *     mount itself follow the prefix
     */
    public static RequestPath of(GatewayRequest request) throws RequestRejectedException {
        String raw = request.path();
        if (raw.equals("*")) {
            throw new RequestRejectedException(Reason.BAD_REQUEST, "request target * names no script");
        }
        String prefix = request.mountPrefix();
        String rest = raw.substring(prefix.length());
        if (rest.startsWith(";")) {
            throw new RequestRejectedException(
                    Reason.NOT_FOUND, "no script for " + request + ": it is not below " + prefix);
        }
        try {
            String decoded = PercentEncoding.decode(prefix);
            if (firstUnnameable(decoded) < decoded.length()) {
                throw new IllegalArgumentException("a control character or a question mark within its mount prefix");
            }
            return isCanonical(rest)
                    ? new RequestPath(decoded, rest, rest.length())
                    : new PathSegments().follow(rest).toPath(decoded);
        } catch (IllegalArgumentException e) {
            throw new RequestRejectedException(Reason.BAD_REQUEST, "path of " + request + " has " + e.getMessage());
        }
    }

    private static boolean isCanonical(String raw) {
        return !raw.isEmpty()
                && raw.indexOf('%') < 0
                && raw.indexOf('\\') < 0
                && raw.indexOf("/.") < 0
                && raw.indexOf("//") < 0;
    }

    /** The index of the first octet that no name may hold, or the length of the text. */
    static int firstUnnameable(String octets) {
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c < ' ' || c == 0x7F || c == '?') {
                return i;
            }
        }
        return octets.length();
    }

    /** Whether the part of the path up to an index can be the name of a script. */
    public boolean canBeName(int end) {
        return end <= nameLimit;
    }

    /**
     * The path info for a script that serves a whole mount.
     *
     * @param request the request whose path this is
     * @return {@link #path}; empty if nothing follows the mount prefix
     */
    public String pathInfo(GatewayRequest request) {
        boolean isPrefix = request.path().length() == request.mountPrefix().length();
        return isPrefix ? "" : path;
    }
}
