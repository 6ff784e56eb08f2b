package org.gateway4j.internal.cgi;

import java.util.ArrayDeque;
import java.util.Deque;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;

/**
 * A request's path, decoded once and made canonical, as scripts are looked up by it. Void segments and {@code .} are left
 * out, {@code ..} is followed (RFC 3875 section 8.1 leaves that to the server).
 *
 * @param prefix the mount prefix, decoded
 * @param path the rest, decoded: an octet string that begins with a slash
 * @param escapedSlash the index in it of the first slash or backslash that does not separate segments, or -1
 */
public record RequestPath(String prefix, String path, int escapedSlash) {

    /**
     * Decodes the path of a request.
     *
     * @param backend the application's name, for messages
     * @throws RequestRejectedException if the path is {@code *}, holds a broken escape, a control character or a question
     *     mark, leads above its root, or has both dot segments and escaped slashes
     */
    public static RequestPath of(GatewayRequest request, String backend) throws RequestRejectedException {
        String raw = request.path();
        if (raw.equals("*")) {
            throw bad(backend, "request target * names no script");
        }
        String prefix = request.mountPrefix();
        String rest = raw.substring(prefix.length());
        String decoded = decode(rest, backend);
        String resolved = resolveDots(decoded, backend);
        int slash = escapedSlash(rest);
        if (slash >= 0 && !resolved.equals(decoded)) {
            throw bad(backend, "path " + Octets.printable(rest) + " has both void or dot segments and escaped slashes");
        }
        return new RequestPath(decode(prefix, backend), resolved, slash);
    }

    /**
     * The path info of a script that serves all of a mount.
     *
     * @param request the request that this is the path of
     * @return {@link #path}, but empty where nothing follows the mount prefix
     */
    public String pathInfo(GatewayRequest request) {
        boolean isPrefix = request.path().length() == request.mountPrefix().length();
        return isPrefix ? "" : path;
    }

    private static String decode(String raw, String backend) throws RequestRejectedException {
        try {
            return PercentEncoding.decode(raw);
        } catch (IllegalArgumentException e) {
            throw bad(backend, String.valueOf(e.getMessage()));
        }
    }

    private static int escapedSlash(String raw) {
        if (raw.indexOf('%') < 0 && raw.indexOf('\\') < 0) {
            return -1;
        }
        int escapes = 0;
        for (int i = 0; i < raw.length(); i++) {
            boolean escape = raw.charAt(i) == '%';
            if (raw.charAt(i) == '\\'
                    || escape
                            && (raw.regionMatches(true, i + 1, "2f", 0, 2)
                                    || raw.regionMatches(true, i + 1, "5c", 0, 2))) {
                return i - 2 * escapes;
            }
            escapes += escape ? 1 : 0;
        }
        return -1;
    }

    private static String resolveDots(String path, String backend) throws RequestRejectedException {
        if (!path.isEmpty() && path.indexOf("/.") < 0 && path.indexOf("//") < 0) {
            return path;
        }
        Deque<String> segments = new ArrayDeque<>();
        String[] given = path.split("/", -1);
        for (String segment : given) {
            if (segment.equals("..")) {
                if (segments.pollLast() == null) {
                    throw bad(backend, "path " + Octets.printable(path) + " leads above its root");
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        String last = given[given.length - 1];
        boolean directory = last.isEmpty() || last.equals(".") || last.equals("..");
        String resolved = "/" + String.join("/", segments);
        return directory && !segments.isEmpty() ? resolved + "/" : resolved;
    }

    private static RequestRejectedException bad(String backend, String message) {
        return new RequestRejectedException(backend, Reason.BAD_REQUEST, message);
    }
}
