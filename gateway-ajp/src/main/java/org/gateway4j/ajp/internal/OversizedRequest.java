package org.gateway4j.ajp.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.TlsSession;
import org.gateway4j.internal.http.Pem;
import org.jspecify.annotations.Nullable;

/** Names the parts that make a request too large. */
final class OversizedRequest {

    private static final int MOST_NAMED = 3;

    /** A part of a request, and its size in bytes. */
    private record Part(String name, int size, Reason reason) {}

    private final AjpSettings settings;
    private final Limits limits;

    OversizedRequest(AjpSettings settings, Limits limits) {
        this.settings = settings;
        this.limits = limits;
    }

    /** The largest size that is allowed. */
    int most() {
        return Math.min(settings.packetSize(), limits.requestHead());
    }

    RequestRejectedException rejection(GatewayRequest request, long size) {
        List<Part> largest = parts(request);
        largest.sort(Comparator.comparingInt(Part::size).reversed());
        String named = largest.stream()
                .limit(MOST_NAMED)
                .map(part -> part.name() + " " + part.size() + " bytes")
                .collect(Collectors.joining(", "));
        return new RequestRejectedException(
                largest.get(0).reason(),
                "request head has " + size + " bytes; " + limit() + ". The largest parts: " + named);
    }

    private String limit() {
        return limits.requestHead() < settings.packetSize()
                ? "limits.requestHead is " + limits.requestHead()
                : "one packet takes " + settings.packetSize()
                        + ", and a larger packetSize must be set in the container too";
    }

    private List<Part> parts(GatewayRequest request) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("method", request.method().length(), Reason.NOT_IMPLEMENTED));
        parts.add(new Part("path", request.path().length(), Reason.URI_TOO_LONG));
        parts.add(new Part("query string", length(request.query()), Reason.URI_TOO_LONG));
        Headers headers = request.headers();
        for (int i = 0; i < headers.size(); i++) {
            parts.add(field("header " + headers.name(i), headers.name(i).length() + length(headers.value(i))));
        }
        TlsSession tls = request.tls();
        if (tls != null) {
            String chain = Pem.of(settings.sent(tls.clientCertificates()));
            parts.add(field("client certificates", chain.length()));
        }
        AuthenticatedUser user = request.user();
        parts.add(field("user", user == null ? 0 : user.name().length()));
        request.variables().forEach((name, value) -> {
            if (settings.attributes().contains(name)) {
                parts.add(field("attribute " + name, name.length() + value.length()));
            }
        });
        return parts;
    }

    private static Part field(String name, int size) {
        return new Part(name, size, Reason.HEADERS_TOO_LARGE);
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
