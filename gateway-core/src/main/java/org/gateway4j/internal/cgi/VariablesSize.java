package org.gateway4j.internal.cgi;

import java.util.Set;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;

/** Adds the encoded sizes of a request's variables up, and says what is wrong if they are too many bytes. */
public final class VariablesSize {

    private static final Set<String> MADE_OF_THE_TARGET =
            Set.of("REQUEST_URI", "DOCUMENT_URI", "QUERY_STRING", "SCRIPT_NAME", "SCRIPT_FILENAME", "PATH_INFO");

    private final int limit;
    private long total;
    private String largest = "";
    private long largestSize;

    /** The sizes of variables that may have so many bytes together. */
    public VariablesSize(int limit) {
        this.limit = limit;
    }

    /** Begins with another request. */
    public void begin() {
        total = 0;
        largest = "";
        largestSize = 0;
    }

    /** Adds a variable. Returns whether it still fits. */
    public boolean add(String name, long size) {
        total += size;
        if (size > largestSize) {
            largest = name;
            largestSize = size;
        }
        return total <= limit;
    }

    /** The size of all variables in bytes, those that did not fit included. */
    public long total() {
        return total;
    }

    /**
     * Refuses the request if its variables have more bytes than the limit allows.
     *
     * @param bound the words before the limit in the message
     */
    public void requireWithinLimit(String bound) throws RequestRejectedException {
        if (total > limit) {
            throw new RequestRejectedException(
                    MADE_OF_THE_TARGET.contains(largest) ? Reason.URI_TOO_LONG : Reason.HEADERS_TOO_LARGE,
                    "variables have " + total + " bytes, of which " + largest + " has " + largestSize + "; " + bound
                            + limit);
        }
    }
}
