package org.gateway4j.benchmarks.host;

import java.nio.charset.StandardCharsets;

/** What the responders answer, as a host's own answer. */
final class StaticContent {

    static final byte[] BODY = "x".repeat(200).getBytes(StandardCharsets.US_ASCII);

    /** Names and values. */
    static final String[] HEADERS = {
        "X-Powered-By", "PHP/8.2.29",
        "Content-Type", "text/html; charset=UTF-8",
        "Cache-Control", "no-cache",
    };

    private StaticContent() {}
}
