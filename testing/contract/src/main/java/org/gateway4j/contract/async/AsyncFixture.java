package org.gateway4j.contract.async;

import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.TestApplication;

/** What every part of the contract is checked with. */
interface AsyncFixture {

    /** The application, which answers 200 and nothing else until told otherwise. */
    TestApplication application();

    /** The configuration to start from. */
    Settings settings();

    /** A gateway to the application; closed, and looked at for leaks, after the test. */
    AsyncGateway gateway(Settings settings);

    /** A gateway to an application that is not there. */
    AsyncGateway unreachable(Settings settings);

    /** The loop of the test. */
    WatchedLoop loop();

    /** One more, ended after the test. */
    WatchedLoop anotherLoop();

    /** How many connections are idle after one exchange; none where each serves once. */
    default int kept() {
        return 1;
    }

    /** A gateway with the configuration to start from. */
    default AsyncGateway gateway() {
        return gateway(settings());
    }

    default GatewayRequest get() {
        return GatewayRequest.get("/app").build();
    }

    default GatewayRequest post(RequestBody body) {
        return GatewayRequest.builder("POST", "/app").body(body).build();
    }

    /** Dispatches on the loop of the test. */
    default RecordingHandler dispatch(AsyncGateway gateway, GatewayRequest request) {
        RecordingHandler handler = new RecordingHandler(loop());
        handler.begun(gateway.dispatch(request, loop(), handler));
        return handler;
    }
}
