package org.gateway4j.host;

import org.gateway4j.host.internal.PlainTextPages;

/**
 * The pages that clients get when there is no response. What went wrong may tell of files, endpoints and what the application
 * wrote, so it goes to the log alone. The client gets a reference by which it is found there.
 */
@FunctionalInterface
public interface ErrorPages {

    /**
     * The page of one failure. It must be fast and must not block.
     *
     * @param status 400 to 599
     * @param reference eight hexadecimal digits that occur in the log, too
     * @return the page
     */
    Page page(int status, String reference);

    /**
     * A page.
     *
     * @param contentType its media type with the parameter {@code charset=utf-8}
     * @param text its content, encoded as UTF-8
     */
    record Page(String contentType, String text) {}

    /**
     * Pages of one line that name the status.
     *
     * @return the default
     */
    static ErrorPages plainText() {
        return PlainTextPages.INSTANCE;
    }
}
