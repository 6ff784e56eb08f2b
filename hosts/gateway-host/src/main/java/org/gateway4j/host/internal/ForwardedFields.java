package org.gateway4j.host.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gateway4j.Headers;
import org.gateway4j.host.TrustedProxies;
import org.jspecify.annotations.Nullable;

/** What proxies tell of the client: {@code Forwarded} (RFC 7239) and {@code X-Forwarded-*}. */
final class ForwardedFields {

    /**
     * What one proxy tells of its client.
     *
     * @param client the address of the client, as the proxy writes it
     * @param scheme the scheme that the client used, or null
     * @param host the authority that the client asked for, or null
     * @param port the port that the client reached, or null
     * @param text the element itself
     */
    record Hop(
            String client,
            @Nullable String scheme,
            @Nullable String host,
            @Nullable String port,
            String text) {}

    private static final String PREFIX = "X-Forwarded-";
    private static final FieldNames OTHERS = new FieldNames("Forwarded", "X-Real-IP");

    private static final Pattern PAIR =
            Pattern.compile("\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\"\\s]*))\\s*(?:;|$)");

    private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");

    private ForwardedFields() {}

    /** Whether a field tells of the client. Such a field is never passed on as it came. */
    static boolean contains(String name) {
        return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) || OTHERS.contains(name);
    }

    /** Where a request comes from, by the word of the trusted proxies. */
    static Origin origin(ParsedRequest parsed, TrustedProxies proxies) {
        Origin peer = Origin.ofConnection(parsed);
        InetSocketAddress remote = parsed.remoteAddress;
        if (remote == null || !isTrusted(remote, proxies)) {
            return peer;
        }
        boolean standard = proxies.fields() == TrustedProxies.Fields.FORWARDED;
        List<Hop> hops = standard ? forwarded(parsed) : xForwarded(parsed);
        List<Hop> accepted = accepted(hops, proxies);
        return accepted.isEmpty() ? peer : origin(peer, accepted, standard);
    }

    private static boolean isTrusted(InetSocketAddress address, TrustedProxies proxies) {
        return address.getAddress() != null && proxies.contains(address.getAddress());
    }

    /** The hops that trusted proxies have written, the first of which names the client. */
    private static List<Hop> accepted(List<Hop> hops, TrustedProxies proxies) {
        int first = hops.size();
        boolean trusted = true;
        while (trusted && first > 0 && address(hops.get(first - 1).client()) != null) {
            first--;
            InetSocketAddress client = address(hops.get(first).client());
            trusted = client != null && isTrusted(client, proxies);
        }
        return hops.subList(first, hops.size());
    }

    private static Origin origin(Origin peer, List<Hop> accepted, boolean standard) {
        Hop first = accepted.get(0);
        String named = scheme(first);
        String scheme = named == null ? peer.scheme() : named;
        String authority =
                first.host() != null && AUTHORITY.matcher(first.host()).matches() ? first.host() : null;
        int port = port(first, authority);
        if (port == 0 && (named != null || authority != null)) {
            port = scheme.equals("https") ? 443 : 80;
        }
        String chain = String.join(", ", accepted.stream().map(Hop::text).toList());
        Headers fields = standard ? Headers.of("Forwarded", chain) : fields(chain, scheme, authority, port);
        return new Origin(address(first.client()), scheme, authority, port, null, fields);
    }

    private static Headers fields(String chain, String scheme, @Nullable String authority, int port) {
        Headers.Builder fields = Headers.builder().add("X-Forwarded-For", chain).add("X-Forwarded-Proto", scheme);
        if (authority != null) {
            fields.add("X-Forwarded-Host", authority);
        }
        if (port != 0) {
            fields.add("X-Forwarded-Port", Integer.toString(port));
        }
        return fields.build();
    }

    private static @Nullable String scheme(Hop hop) {
        if ("https".equalsIgnoreCase(hop.scheme())) {
            return "https";
        }
        return "http".equalsIgnoreCase(hop.scheme()) ? "http" : null;
    }

    /** The port that the client reached: named by itself or in the authority. 0 if neither is a port. */
    private static int port(Hop hop, @Nullable String authority) {
        int port = number(hop.port());
        if (port != 0 || authority == null) {
            return port;
        }
        Matcher parts = AUTHORITY.matcher(authority);
        return parts.matches() ? number(parts.group(2)) : 0;
    }

    private static int number(@Nullable String port) {
        int number = port != null && port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
        return number <= 65_535 ? number : 0;
    }

    /** RFC 7239 section 4. An element that is malformed ends the way back: its address is none. */
    private static List<Hop> forwarded(ParsedRequest parsed) {
        List<Hop> hops = new ArrayList<>();
        for (String element : elements(parsed.all("Forwarded"), true)) {
            Map<String, String> pairs = pairs(element);
            hops.add(new Hop(pairs.getOrDefault("for", ""), pairs.get("proto"), pairs.get("host"), null, element));
        }
        return hops;
    }

    private static Map<String, String> pairs(String element) {
        Map<String, String> pairs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Matcher pair = PAIR.matcher(element);
        int end = 0;
        while (end < element.length() && pair.find(end) && pair.start() == end) {
            String quoted = pair.group(2);
            String value = quoted == null ? pair.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            if (pairs.put(pair.group(1), value) != null) {
                return Map.of();
            }
            end = pair.end();
        }
        return end == element.length() ? pairs : Map.of();
    }

    /**
     * {@code X-Forwarded-For} has one element for each proxy. If another field has as many, they belong together. If not, its
     * last element counts, which the nearest proxy has written or let pass.
     */
    private static List<Hop> xForwarded(ParsedRequest parsed) {
        List<String> clients = elements(parsed.all("X-Forwarded-For"), false);
        List<String> schemes = elements(parsed.all("X-Forwarded-Proto"), false);
        List<String> hosts = elements(parsed.all("X-Forwarded-Host"), false);
        List<String> ports = elements(parsed.all("X-Forwarded-Port"), false);
        List<Hop> hops = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            int of = clients.size();
            hops.add(new Hop(clients.get(i), at(schemes, i, of), at(hosts, i, of), at(ports, i, of), clients.get(i)));
        }
        return hops;
    }

    private static @Nullable String at(List<String> values, int index, int of) {
        if (values.isEmpty()) {
            return null;
        }
        return values.get(values.size() == of ? index : values.size() - 1);
    }

    /**
     * The elements of a list. It is read from the right, where the proxies have written: a quote that the client has left open does not
     * swallow what they have added.
     *
     * @param quoted whether a comma may stand in a quoted string
     */
    private static List<String> elements(List<String> fields, boolean quoted) {
        String text = String.join(",", fields);
        Deque<String> elements = new ArrayDeque<>();
        boolean inQuotes = false;
        int end = text.length();
        for (int i = end - 1; i >= 0; i--) {
            if (quoted && text.charAt(i) == '"' && !isEscaped(text, i)) {
                inQuotes = !inQuotes;
            } else if (text.charAt(i) == ',' && !inQuotes) {
                elements.addFirst(text.substring(i + 1, end).strip());
                end = i;
            }
        }
        elements.addFirst(text.substring(0, end).strip());
        return elements.stream().filter(element -> !element.isEmpty()).toList();
    }

    /** Whether an odd number of backslashes stands before a place. */
    private static boolean isEscaped(String text, int index) {
        int first = index;
        while (first > 0 && text.charAt(first - 1) == '\\') {
            first--;
        }
        return (index - first) % 2 == 1;
    }

    /** The address of an element: an address literal, a port may follow. Names, "unknown" and "_hidden" are none. */
    private static @Nullable InetSocketAddress address(String text) {
        InetAddress whole = AddressLiteral.parse(text);
        if (whole != null) {
            return new InetSocketAddress(whole, 0);
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            return null;
        }
        InetAddress address = AddressLiteral.parse(text.substring(0, colon));
        int port = Integer.parseInt(text.substring(colon + 1));
        return address == null || port > 65_535 ? null : new InetSocketAddress(address, port);
    }
}
