package org.gateway4j.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.PoolStats;
import org.gateway4j.RequestBody;
import org.gateway4j.examples.local.LocalGateway;

/** The figures of all pools, as JSON. */
final class PoolFigures extends LocalGateway {

    private static final Headers HEADERS = Headers.of("Content-Type", "application/json", "Cache-Control", "no-store");

    private final Map<String, Gateway> gateways;

    PoolFigures(Map<String, Gateway> gateways) {
        this.gateways = gateways;
    }

    @Override
    protected GatewayResponse answer(GatewayRequest request) {
        return GatewayResponse.of(200, HEADERS, RequestBody.of(json().getBytes(UTF_8)));
    }

    private String json() {
        return new TreeMap<>(gateways)
                .entrySet().stream()
                        .map(gateway ->
                                json(gateway.getKey(), gateway.getValue().stats()))
                        .collect(joining(",", "[", "]"));
    }

    private static String json(String path, PoolStats stats) {
        return Stream.of(
                        "\"path\":\"" + path + "\"",
                        "\"limit\":" + stats.limit(),
                        "\"inUse\":" + stats.inUse(),
                        "\"idle\":" + stats.idle(),
                        "\"waiting\":" + stats.waiting(),
                        "\"opened\":" + stats.opened(),
                        "\"reused\":" + stats.reused(),
                        "\"rejected\":" + stats.rejected())
                .collect(joining(",", "{", "}"));
    }
}
