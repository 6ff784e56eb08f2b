package org.gateway4j.host.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.gateway4j.GatewayException;
import org.gateway4j.Headers;
import org.gateway4j.host.ErrorPages;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client gets when there is no response, and what the log says of it.
 *
 * @param status 400 to 599
 * @param retryAfter when to try again, or null
 * @param reference by what the failure is found in the log
 */
record Failure(int status, @Nullable Duration retryAfter, String reference) {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.host");

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private static String newReference() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    /** A status that the host itself has chosen. */
    static Failure of(int status) {
        return new Failure(status, null, newReference());
    }

    /** There is no response, or it was cut. The operator must act if the application is to blame. */
    static Failure of(GatewayException cause, Object request) {
        String reference = newReference();
        if (cause.blamesBackend()) {
            LOG.warn("{} {}: {}", reference, request, cause.getMessage());
        } else {
            LOG.debug("{} {}: {}", reference, request, cause.getMessage());
        }
        return new Failure(cause.suggestedStatus(), cause.retryAfter(), reference);
    }

    /** The request is malformed. */
    static Failure malformed(IllegalArgumentException cause) {
        String reference = newReference();
        LOG.debug("{} request refused: {}", reference, cause.getMessage());
        return new Failure(400, null, reference);
    }

    /** Code of the host or of the library has failed. */
    static Failure internal(Throwable cause, Object request) {
        String reference = newReference();
        LOG.error("{} {}: {}", reference, request, cause, cause);
        return new Failure(500, null, reference);
    }

    /** The client is gone, which nobody has to act on. */
    static void clientGone(Throwable cause, Object request) {
        LOG.debug("{}: the client is gone: {}", request, String.valueOf(cause));
    }

    /** The body of the page. */
    record Answer(ResponseHead head, byte[] body) {}

    Answer answer(ErrorPages pages, boolean headOnly) {
        ErrorPages.Page page = page(pages);
        byte[] body = page.text().getBytes(UTF_8);
        Headers.Builder headers = Headers.builder().add("Content-Type", page.contentType());
        if (retryAfter != null) {
            headers.add("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        if (status == 405) {
            headers.add("Allow", METHODS);
        }
        return new Answer(
                new ResponseHead(status, "", headers.build(), body.length, !headOnly && body.length > 0), body);
    }

    private ErrorPages.Page page(ErrorPages pages) {
        try {
            return pages.page(status, reference);
        } catch (RuntimeException e) {
            LOG.error("{} the error page for status {} failed", reference, status, e);
            return PlainTextPages.INSTANCE.page(status, reference);
        }
    }
}
