package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;

/** What every part of the contract is checked with. */
interface ContractFixture {

    /** The application, which answers 200 and nothing else until told otherwise. */
    TestApplication application();

    /** The configuration to start from. */
    Settings settings();

    /** A gateway to the application; closed, and looked at for leaks, after the test. */
    Gateway gateway(Settings settings);

    /** A gateway to an application that is not there. */
    Gateway unreachable(Settings settings);

    /** The kind of threads to dispatch on. */
    ThreadKind threads();

    /** How many idle connections a complete exchange leaves: none where each serves only once. */
    default int kept() {
        return 1;
    }

    /** A body must be closed, once, when its exchange is over. */
    default void assertClosedOnce(WatchedBody body) {
        assertEquals(1, body.closes());
    }

    /** A gateway with the configuration to start from. */
    default Gateway gateway() {
        return gateway(settings());
    }

    default GatewayRequest get() {
        return GatewayRequest.get("/app").build();
    }

    default GatewayRequest request(String method) {
        return GatewayRequest.builder(method, "/app").build();
    }

    default GatewayRequest post(RequestBody body) {
        return GatewayRequest.builder("POST", "/app").body(body).build();
    }
}
