package org.gateway4j.cgi.internal;

import java.util.ArrayList;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.internal.http.PercentEncoding;

/**
 * The search words of an indexed query, as arguments of a script (RFC 3875 section 4.4). If any word could be read as
 * an option, a path or a pattern, no word is passed (CVE-2012-1823, CVE-2019-0232, CVE-2024-4577).
 */
final class IndexedQuery {

    private static final String SAFE = "_.,:@+";

    private IndexedQuery() {}

    /** The words. There are none if the query is not an indexed query or is not safe. */
    static List<String> words(GatewayRequest request) {
        String query = request.query();
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        if (query == null || query.isEmpty() || query.indexOf('=') >= 0 || !reads) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (String encoded : query.split("\\+", -1)) {
            String word = decode(encoded);
            if (!isSafe(word)) {
                return List.of();
            }
            words.add(word);
        }
        return words;
    }

    private static String decode(String encoded) {
        try {
            return PercentEncoding.decode(encoded);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static boolean isSafe(String word) {
        return !word.isEmpty()
                && word.charAt(0) != '.'
                && word.chars().allMatch(c -> isAlphanumeric(c) || SAFE.indexOf(c) >= 0 || c == '-')
                && word.charAt(0) != '-';
    }

    private static boolean isAlphanumeric(int c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
