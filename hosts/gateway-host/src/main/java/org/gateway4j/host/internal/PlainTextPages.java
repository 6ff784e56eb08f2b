package org.gateway4j.host.internal;

import java.util.Map;
import org.gateway4j.host.ErrorPages;

/** One line that names the status. */
public enum PlainTextPages implements ErrorPages {
    INSTANCE;

    private static final Map<Integer, String> PHRASES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(408, "The request came too slowly"),
            Map.entry(411, "The length of the body is needed"),
            Map.entry(413, "The body is too large"),
            Map.entry(414, "The target is too long"),
            Map.entry(431, "The header fields are too large"),
            Map.entry(500, "Internal error"),
            Map.entry(501, "Not implemented"),
            Map.entry(502, "The application has failed"),
            Map.entry(503, "The application is busy"),
            Map.entry(504, "The application did not answer in time"));

    @Override
    public Page page(int status, String reference) {
        String phrase = PHRASES.getOrDefault(status, "Status " + status);
        return new Page("text/plain; charset=utf-8", phrase + " (" + reference + ")\n");
    }
}
