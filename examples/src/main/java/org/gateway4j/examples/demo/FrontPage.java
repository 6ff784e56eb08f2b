package org.gateway4j.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.gateway4j.GatewayRequest;
import org.gateway4j.examples.files.StaticFiles;
import org.gateway4j.examples.http.Mount;
import org.gateway4j.examples.http.Reply;

/** The demo's page at the root, and nothing below it. */
final class FrontPage implements Mount {

    private final byte[] page;

    FrontPage(String applications) throws IOException {
        try (InputStream template = Objects.requireNonNull(FrontPage.class.getResourceAsStream("front.html"))) {
            page = new String(template.readAllBytes(), UTF_8)
                    .replace("{{applications}}", applications)
                    .getBytes(UTF_8);
        }
    }

    @Override
    public void answer(GatewayRequest request, Reply reply) throws IOException {
        if (!request.path().equals("/")) {
            reply.text(404, "Not found; the demo's routes are listed at /");
        } else if (!StaticFiles.isRead(request.method())) {
            reply.header("Allow", "GET, HEAD").text(405, "The front page can only be read");
        } else {
            reply.header("Content-Type", "text/html; charset=utf-8").send(200, page);
        }
    }
}
