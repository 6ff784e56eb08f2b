package org.gateway4j.benchmarks.client;

import java.io.IOException;
import java.util.Locale;
import org.gateway4j.Endpoint;
import org.gateway4j.Timeouts;

/** The clients that are compared. */
public enum Contestant {
    /** A connected blocking socket with bytes that were encoded beforehand: the floor. */
    BARE,
    /** The library, with all of its deadlines. */
    GATEWAY,
    /** The library without deadlines. */
    GATEWAY_WITHOUT_DEADLINES,
    /** A bare socket that a second thread writes to while the caller reads: echoes only. */
    HELPER_THREAD,
    /** Jetty's FastCGI client, by blocking calls. */
    JETTY,
    /** Undertow's AJP client, by callers that wait: GET over TCP only. */
    UNDERTOW;

    /** In words. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Connects as late as the client itself does. */
    public Client open(Endpoint endpoint, Workload workload, int callers) throws IOException {
        return switch (this) {
            case BARE -> new BareSocketClient(endpoint, workload);
            case GATEWAY -> GatewayClient.of(endpoint, workload, callers, Timeouts.defaults());
            case GATEWAY_WITHOUT_DEADLINES -> GatewayClient.of(endpoint, workload, callers, GatewayClient.NO_DEADLINES);
            case HELPER_THREAD -> new HelperThreadClient(endpoint, workload);
            case JETTY -> new JettyFastCgiClient(endpoint, workload, callers);
            case UNDERTOW -> new UndertowAjpClient(endpoint, workload);
        };
    }
}
