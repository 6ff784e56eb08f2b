package org.gateway4j.benchmarks.client;

import java.io.IOException;
import java.util.Locale;
import org.gateway4j.Endpoint;
import org.gateway4j.Timeouts;

/** The clients that are compared. */
public enum Contestant {

    /** A connected blocking socket with bytes that were encoded beforehand: the floor. */
    BARE {
        @Override
        public Client open(Endpoint endpoint, Workload workload, int callers) throws IOException {
            return new BareSocketClient(endpoint, workload);
        }
    },

    /** The library, with all of its deadlines. */
    GATEWAY {
        @Override
        public Client open(Endpoint endpoint, Workload workload, int callers) {
            return new GatewayClient(endpoint, workload, callers, Timeouts.defaults());
        }
    },

    /** The library without deadlines. */
    GATEWAY_WITHOUT_DEADLINES {
        @Override
        public Client open(Endpoint endpoint, Workload workload, int callers) {
            return new GatewayClient(endpoint, workload, callers, GatewayClient.NO_DEADLINES);
        }
    },

    /** A bare socket that a second thread writes to while the caller reads: echoes only. */
    HELPER_THREAD {
        @Override
        public Client open(Endpoint endpoint, Workload workload, int callers) {
            return new HelperThreadClient(endpoint, workload);
        }
    },

    /** Jetty's FastCGI client, by blocking calls. */
    JETTY {
        @Override
        public Client open(Endpoint endpoint, Workload workload, int callers) throws IOException {
            return new JettyFastCgiClient(endpoint, workload, callers);
        }
    },

    /** Undertow's AJP client, by callers that wait: TCP only. */
    UNDERTOW {
        @Override
        public Client open(Endpoint endpoint, Workload workload, int callers) throws IOException {
            return new UndertowAjpClient(endpoint, workload);
        }
    };

    /** In words. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Connects as late as the client itself does. */
    public abstract Client open(Endpoint endpoint, Workload workload, int callers) throws IOException;
}
