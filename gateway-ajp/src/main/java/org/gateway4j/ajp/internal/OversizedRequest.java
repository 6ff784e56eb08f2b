package org.gateway4j.ajp.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;

/** Finds out what makes a request too large for one packet. */
final class OversizedRequest {

    private static final int MOST_NAMED = 3;

    /** A part of a request and how large it is. */
    private record Part(String name, int size, Reason reason) {}

    private OversizedRequest() {}

    static RequestRejectedException rejection(String backend, GatewayRequest request, long size, int packetSize) {
        List<Part> largest = parts(request);
        String named = largest.stream()
                .limit(MOST_NAMED)
                .map(part -> part.name() + " " + part.size() + " bytes")
                .collect(Collectors.joining(", "));
        return new RequestRejectedException(
                backend,
                largest.get(0).reason(),
                "request head has " + size + " bytes; one packet takes " + packetSize + ". The largest parts: " + named
                        + ". A larger packetSize must be set in the container too");
    }

    private static List<Part> parts(GatewayRequest request) {
        List<Part> parts = new ArrayList<>();
        String query = request.query();
        parts.add(new Part("path", request.path().length(), Reason.URI_TOO_LONG));
        parts.add(new Part("query string", query == null ? 0 : query.length(), Reason.URI_TOO_LONG));
        Headers headers = request.headers();
        for (int i = 0; i < headers.size(); i++) {
            int size = headers.name(i).length() + headers.value(i).length();
            parts.add(new Part("header " + headers.name(i), size, Reason.HEADERS_TOO_LARGE));
        }
        parts.sort(Comparator.comparingInt(Part::size).reversed());
        return parts;
    }
}
