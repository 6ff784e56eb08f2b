package org.gateway4j.balancer.internal;

import java.util.ArrayList;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.balancer.Affinity;

/** The routes at the end of session ids, in a path parameter and in cookies (RFC 6265 section 4.2.1). */
public final class SessionRoute implements Affinity {

    private final String cookie;
    private final String pathParameter;

    /** Checks both names. */
    public SessionRoute(String cookie, String pathParameter) {
        this.cookie = checkToken("sticky cookie", cookie);
        this.pathParameter = pathParameter.isEmpty() ? "" : checkToken("sticky path parameter", pathParameter);
    }

    private static String checkToken(String what, String name) {
        boolean token = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            token &= c > ' ' && c < 0x7F && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
        if (!token) {
            throw new IllegalArgumentException(what + " '" + printable(name) + "' is not an RFC 9110 token");
        }
        return name;
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7E]", "?");
    }

    @Override
    public List<String> routes(GatewayRequest request) {
        List<String> routes = new ArrayList<>(1);
        if (!pathParameter.isEmpty()) {
            addParameter(request.path(), routes);
        }
        for (String header : request.headers().all("Cookie")) {
            addCookies(header, routes);
        }
        return routes;
    }

    private void addParameter(String path, List<String> routes) {
        int at = path.indexOf(';');
        while (at >= 0) {
            int end = endOfParameter(path, at + 1);
            int equals = path.indexOf('=', at);
            if (equals > 0 && equals < end && path.substring(at + 1, equals).equals(pathParameter)) {
                add(path.substring(equals + 1, end), routes);
            }
            at = path.indexOf(';', end);
        }
    }

    private static int endOfParameter(String path, int from) {
        int end = from;
        while (end < path.length() && path.charAt(end) != ';' && path.charAt(end) != '/') {
            end++;
        }
        return end;
    }

    private void addCookies(String header, List<String> routes) {
        int from = 0;
        while (from < header.length()) {
            int end = header.indexOf(';', from);
            int until = end < 0 ? header.length() : end;
            int equals = header.indexOf('=', from);
            if (equals > 0
                    && equals < until
                    && header.substring(from, equals).trim().equals(cookie)) {
                add(unquoted(header.substring(equals + 1, until).trim()), routes);
            }
            from = until + 1;
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** The route of a session id, if it has one. */
    private static void add(String session, List<String> routes) {
        int dot = session.indexOf('.');
        if (dot >= 0 && dot + 1 < session.length()) {
            routes.add(session.substring(dot + 1));
        }
    }
}
