package org.gateway4j.benchmarks.client;

import java.io.IOException;
import java.util.Locale;
import org.gateway4j.Endpoint;

/** The clients without waiting threads that are compared: one loop each, and one connection for each caller. */
public enum AsyncContestant {
    /** The library on a loop of its own, with all of its deadlines. */
    LOOP,
    /** Jetty's FastCGI client: GET only. */
    JETTY,
    /** Undertow's AJP client: GET over TCP only. */
    UNDERTOW;

    /** In words. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Connects as late as the client itself does. */
    public AsyncClient open(Endpoint endpoint, Workload workload, int callers) throws IOException {
        return switch (this) {
            case LOOP -> new LoopGatewayClient(endpoint, workload, callers);
            case JETTY -> new JettyAsyncClient(endpoint, workload, callers);
            case UNDERTOW -> new UndertowAsyncClient(endpoint, workload);
        };
    }
}
