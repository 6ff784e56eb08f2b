package org.gateway4j.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;
import org.gateway4j.examples.local.LocalGateway;

/** The demo's page at the root, and nothing below it. */
final class FrontPage extends LocalGateway {

    private final byte[] page;

    FrontPage(String applications) throws IOException {
        try (InputStream template = Objects.requireNonNull(FrontPage.class.getResourceAsStream("front.html"))) {
            page = new String(template.readAllBytes(), UTF_8)
                    .replace("{{applications}}", applications)
                    .getBytes(UTF_8);
        }
    }

    @Override
    protected GatewayResponse answer(GatewayRequest request) {
        if (!request.path().equals("/")) {
            return text(404, Headers.empty(), "Not found; the demo's routes are listed at /");
        }
        return isRead(request)
                ? GatewayResponse.of(200, Headers.of("Content-Type", "text/html; charset=utf-8"), RequestBody.of(page))
                : readOnly("The front page can only be read");
    }
}
