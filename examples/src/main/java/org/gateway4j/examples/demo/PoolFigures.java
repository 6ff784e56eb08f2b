package org.gateway4j.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolStats;
import org.gateway4j.examples.http.Mount;
import org.gateway4j.examples.http.Reply;

/** The figures of all pools, as JSON. */
record PoolFigures(Map<String, Mount> mounts) implements Mount {

    @Override
    public void answer(GatewayRequest request, Reply reply) throws IOException {
        reply.header("Content-Type", "application/json")
                .header("Cache-Control", "no-store")
                .send(200, json().getBytes(UTF_8));
    }

    private String json() {
        return new TreeMap<>(mounts)
                .entrySet().stream()
                        .flatMap(mount -> mount.getValue().pool().map(stats -> json(mount.getKey(), stats)).stream())
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
