package org.gateway4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.openjdk.jmh.infra.Blackhole;

/** What a host does: it dispatches, copies the headers into its own response, and the body to its own output. */
final class HostWork {

    private HostWork() {}

    /** Answers a request; returns the length of the body. */
    static long answer(Gateway gateway, GatewayRequest request, byte[] buffer, Blackhole host) throws IOException {
        try (GatewayResponse response = gateway.dispatch(request)) {
            host.consume(response.status());
            Headers headers = response.headers();
            for (int i = 0; i < headers.size(); i++) {
                host.consume(headers.name(i));
                host.consume(headers.value(i));
            }
            InputStream body = response.body();
            long length = 0;
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                length += count;
            }
            return length;
        }
    }
}
