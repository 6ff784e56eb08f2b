package org.gateway4j.host.jetty;

import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a client that name a version of a file (RFC 9110 sections 13.1.1, 13.1.2 and 13.1.5). A version has the tag
 * that the application gives it: Jetty does not know that one. Jetty evaluates the conditions that are dates.
 */
final class FileConditions {

    private static final String WEAK = "W/";
    private static final String ANY = "*";

    /** An entity tag (RFC 9110 section 8.8.3), or any. */
    private static final Pattern TAG = Pattern.compile("(W/)?\"[^\"]*\"|\\*");

    private final HttpFields fields;
    private final @Nullable String tag;
    private final @Nullable String modified;

    /**
     * Conditions of a request.
     *
     * @param fields of the request
     * @param file the response of the application, with the tag and the date of the file
     */
    FileConditions(HttpFields fields, ResponseHead file) {
        this.fields = fields;
        tag = file.headers().first(HttpHeader.ETAG.asString());
        modified = file.headers().first(HttpHeader.LAST_MODIFIED.asString());
    }

    /** Whether the client wants another version than this one, by {@code If-Match}. */
    boolean refuse() {
        return names(HttpHeader.IF_MATCH) && !names(HttpHeader.IF_MATCH, this::isSame);
    }

    /** Whether the client has this version, by {@code If-None-Match}. */
    boolean areMetAlready() {
        return names(HttpHeader.IF_NONE_MATCH, this::isEquivalent);
    }

    /** Whether ranges are meant, because {@code If-Range} names this version or none. */
    boolean allowRanges() {
        String version = fields.get(HttpHeader.IF_RANGE);
        return version == null || version.equals(modified) || isSame(version);
    }

    private boolean names(HttpHeader condition) {
        return fields.contains(condition);
    }

    /** Not by Jetty's lists: quotes within an element are an error for them, as in weak tags. */
    private boolean names(HttpHeader condition, Predicate<String> version) {
        return fields.getValuesList(condition).stream()
                .flatMap(value -> TAG.matcher(value).results())
                .map(MatchResult::group)
                .anyMatch(named -> named.equals(ANY) || version.test(named));
    }

    /** The strong comparison of RFC 9110 section 8.8.3.2. */
    private boolean isSame(String version) {
        return version.equals(tag) && !version.startsWith(WEAK);
    }

    /** The weak comparison of RFC 9110 section 8.8.3.2. */
    private boolean isEquivalent(String version) {
        return tag != null && opaque(version).equals(opaque(tag));
    }

    private static String opaque(String version) {
        return version.startsWith(WEAK) ? version.substring(WEAK.length()) : version;
    }
}
