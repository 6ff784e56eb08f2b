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
 * What a client gets when there is no response. What went wrong is logged when the failure is made.
 *
 * @param status 400 to 599
 * @param retryAfter when to try again, or null
 * @param reference by what the failure is found in the log
 */
record Failure(int status, @Nullable Duration retryAfter, String reference) {

    /** The name is part of what the host promises. */
    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.host");

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    /**
     * An error page.
     *
     * @param head its head, which has the length of the body even if no body follows
     * @param body its body
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
    record Answer(ResponseHead head, byte[] body) {}

    /** A status that the host itself has chosen. */
    static Failure of(int status) {
        return new Failure(status, null, newReference());
    }

    /** The client's request is malformed. */
    static Failure malformed(IllegalArgumentException cause, ExchangeRecord exchange) {
        Failure failure = of(400);
        LOG.debug("{} {}: {}", failure.reference, exchange, cause.getMessage());
        return failure;
    }

    /** There is no response, or it was cut. An operator must act if the application or the host's own code is to blame. */
    static Failure of(Throwable cause, ExchangeRecord exchange) {
        String reference = newReference();
        if (!(cause instanceof GatewayException failure)) {
            LOG.error("{} {}: {}", reference, exchange, cause, cause);
            return new Failure(500, null, reference);
        }
        if (failure.blamesBackend()) {
            LOG.warn("{} {}: {}", reference, exchange, failure.getMessage());
        } else {
            LOG.debug("{} {}: {}", reference, exchange, failure.getMessage());
        }
        return new Failure(failure.suggestedStatus(), failure.retryAfter(), reference);
    }

    private static String newReference() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    /** The error page for a client. */
    Answer answer(ErrorPages pages, boolean headOnly) {
        ErrorPages.Page page = page(pages);
        byte[] body = page.text().getBytes(UTF_8);
        Headers headers =
                headers().toBuilder().add("Content-Type", page.contentType()).build();
        return new Answer(new ResponseHead(status, "", headers, body.length, !headOnly && body.length > 0), body);
    }

    /** The fields of the answer, whatever its page is. */
    Headers headers() {
        Headers.Builder headers = Headers.builder();
        if (retryAfter != null) {
            headers.add("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        if (status == 405) {
            headers.add("Allow", METHODS);
        }
        return headers.build();
    }

    private ErrorPages.Page page(ErrorPages pages) {
        try {
            return pages.page(status, reference);
        } catch (RuntimeException e) {
            LOG.error("{}: the error page for status {} failed", reference, status, e);
            return PlainTextPages.INSTANCE.page(status, reference);
        }
    }
}
