package org.gateway4j.host.internal;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.gateway4j.host.TrustedProxies;
import org.jspecify.annotations.Nullable;

/** Makes a request for gateways of what an adapter has said. Safe for use by several threads. */
final class RequestRules {

    private static final Pattern AUTHORITY = Pattern.compile("([\\w.~!$&'()*+,;=%-]*|\\[[0-9A-Fa-f:.]+])(:[0-9]*)?");

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final TrustedProxies proxies;

    RequestRules(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /**
     * The path of a request as it came.
     *
     * @throws IllegalArgumentException if the method or the target is malformed
     */
    static String path(ParsedRequest parsed) {
        return GatewayRequest.builder(parsed.method, parsed.target).build().path();
    }

    /**
     * Makes the request, as all mounts get it.
     *
     * @throws IllegalArgumentException if it is one that the host should not have let through
     */
    GatewayRequest request(ParsedRequest parsed, ExchangeRecord record) {
        Origin origin = ForwardedFields.origin(parsed, proxies);
        record.client(origin.client());
        GatewayRequest.Builder builder = GatewayRequest.builder(parsed.method, parsed.target)
                .protocol(parsed.protocol)
                .scheme(origin.scheme())
                .headers(headers(parsed, origin))
                .body(parsed.body)
                .remoteAddress(origin.client())
                .localAddress(parsed.localAddress)
                .tls(origin.tls())
                .user(user(parsed))
                .tag(ExchangeRecord.class, record);
        GatewayRequest request = builder.build();
        int port = origin.port() != 0 ? origin.port() : portOf(request.headers().first("Host"));
        return port == 0 ? request : builder.server(request.serverName(), port).build();
    }

    /** The port of an authority, or 0 if the port that the connection came in on counts. */
    private static int portOf(@Nullable String authority) {
        Matcher parts = AUTHORITY.matcher(authority == null ? "" : authority);
        String port = parts.matches() ? parts.group(2) : null;
        if (port == null || port.length() == 1) {
            return 0;
        }
        int number = port.length() > 6 ? 0 : Integer.parseInt(port.substring(1));
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException("the port of the Host field is not within 1 to 65535");
        }
        return number;
    }

    private static @Nullable AuthenticatedUser user(ParsedRequest parsed) {
        return parsed.userName == null ? null : new AuthenticatedUser(parsed.userName, parsed.authType);
    }

    private static Headers headers(ParsedRequest parsed, Origin origin) {
        HopByHop hopByHop = HopByHop.of(parsed.all("Connection"));
        Headers.Builder headers = Headers.builder();
        String authority = authority(parsed, origin);
        if (authority != null) {
            headers.add("Host", authority);
        }
        boolean cookies = false;
        for (int i = 0; i < parsed.names.size(); i++) {
            String name = parsed.names.get(i);
            if (name.equalsIgnoreCase("Cookie")) {
                if (!cookies) {
                    headers.add(name, String.join("; ", parsed.all(name)));
                }
                cookies = true;
            } else if (isPassed(name, parsed, hopByHop)) {
                headers.add(name, parsed.values.get(i));
            }
        }
        return headers.addAll(origin.fields()).build();
    }

    private static boolean isPassed(String name, ParsedRequest parsed, HopByHop hopByHop) {
        if (name.startsWith(":") || name.equalsIgnoreCase("Host")) {
            return false;
        }
        if (name.equalsIgnoreCase("Content-Length")) {
            return isLengthPassed(parsed);
        }
        if (name.equalsIgnoreCase("Transfer-Encoding")) {
            checkCoding(parsed);
            return false;
        }
        if (name.equalsIgnoreCase("Expect")) {
            return isContinue(parsed.all(name));
        }
        return !hopByHop.contains(name) && !ForwardedFields.contains(name);
    }

    /** The gateway connects before it asks for such a body. No application ever sees the field. */
    private static boolean isContinue(List<String> expectations) {
        return expectations.size() == 1 && expectations.get(0).equalsIgnoreCase("100-continue");
    }

    /** RFC 9110 section 8.6. A host that is lenient here would see another request than the next server. */
    private static boolean isLengthPassed(ParsedRequest parsed) {
        List<String> lengths = parsed.all("Content-Length");
        if (lengths.size() != 1 || !LENGTH.matcher(lengths.get(0)).matches()) {
            throw new IllegalArgumentException("the Content-Length field is no number");
        }
        return parsed.body.length() >= 0;
    }

    /** RFC 9112 section 6.1. The end of such a body is where the next server would look for the next request. */
    private static void checkCoding(ParsedRequest parsed) {
        List<String> codings = parsed.all("Transfer-Encoding");
        if (codings.size() != 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
            throw new IllegalArgumentException("the Transfer-Encoding field is not chunked");
        }
        if (parsed.first("Content-Length") != null) {
            throw new IllegalArgumentException("there are both Transfer-Encoding and Content-Length fields");
        }
    }

    /** RFC 9112 section 3.2. */
    private static @Nullable String authority(ParsedRequest parsed, Origin origin) {
        List<String> hosts = parsed.all("Host");
        String pseudo = parsed.authority == null ? parsed.first(":authority") : parsed.authority;
        String authority = hosts.isEmpty() ? pseudo : hosts.get(0);
        if (hosts.size() > 1 || authority == null && parsed.protocol.equals("HTTP/1.1")) {
            throw new IllegalArgumentException("there must be one Host field, not " + hosts.size());
        }
        if (authority != null && !AUTHORITY.matcher(authority).matches()) {
            throw new IllegalArgumentException("the Host field is no host and port");
        }
        return origin.authority() == null ? authority : origin.authority();
    }
}
