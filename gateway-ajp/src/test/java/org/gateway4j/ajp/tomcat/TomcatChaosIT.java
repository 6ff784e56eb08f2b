package org.gateway4j.ajp.tomcat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.Phase;
import org.gateway4j.Timeouts;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.Running;
import org.gateway4j.contract.SteadyLoad;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tomcat is disturbed under a steady load, and keeps idle connections for a much shorter time than the gateway does. Each
 * response is right, a refusal of Tomcat's own, or a failure that says so in time, and once a disturbance is over nothing
 * fails any more.
 */
@OverEachTomcat
class TomcatChaosIT extends TomcatTest {

    private static final int THREADS = 8;
    private static final int CALLERS = 6;
    private static final int ENOUGH = 150;

    private static final Timeouts DEADLINES = Timeouts.defaults()
            .withConnect(Duration.ofSeconds(1))
            .withAcquire(Duration.ofSeconds(3))
            .withWrite(Duration.ofMillis(1500))
            .withHead(Duration.ofMillis(1500))
            .withRead(Duration.ofMillis(1500));

    /** All deadlines one after another, those of a connection twice, and time for a busy machine. */
    private static final Duration LONGEST = Duration.ofSeconds(3 + 2 * (1 + 3) + 2 + 3);

    private Gateway disturbed;
    private SteadyLoad load;

    @Override
    Map<String, String> connector() {
        return Map.of(
                "secret",
                SECRET,
                "maxThreads",
                "" + THREADS,
                "keepAliveTimeout",
                "100",
                // So that nobody listens while it is stopped.
                "bindOnInit",
                "false");
    }

    private void startLoad(Endpoint endpoint) {
        disturbed = open(AjpGateway.builder(endpoint).secret(SECRET).timeouts(DEADLINES));
        load = new SteadyLoad(disturbed, "/load", LONGEST, 403, 503);
        load.start(CALLERS);
        load.awaitRight(ENOUGH);
    }

    @AfterEach
    void endLoad() throws Exception {
        try {
            load.end();
            Await.until("no connection is in use", () -> disturbed.stats().inUse() == 0);
            assertEquals(0, disturbed.stats().waiting());
        } finally {
            disturbed.close();
        }
        assertEquals(disturbed.stats().opened(), disturbed.stats().closed());
        Await.untilEquals(0L, () -> tomcat().call("connections"), "connections of Tomcat");
    }

    @Test
    @Covers({"ajp/tomcat-secret", "ajp/tomcat-keep-alive", "ajp/tomcat-paused", "ajp/complaint-7", "ajp/failure-connect"
    })
    void everyResponseIsRightOrSaysThatItFailed() throws Exception {
        startLoad(Endpoint.tcp("127.0.0.1", tomcat().port()));
        letIdleConnectionsEnd();
        pauseAndResume();
        stopAndStart();
        occupyAllThreads();
        expectAnotherSecret();
        letIdleConnectionsEnd();
    }

    /** Nothing may fail: what Tomcat has closed is seen before it is used again, or the request is repeated. */
    private void letIdleConnectionsEnd() throws Exception {
        for (int i = 0; i < 3; i++) {
            List<Running<Integer>> burst = new ArrayList<>();
            for (int request = 0; request < 2 * THREADS; request++) {
                burst.add(ThreadKind.PLATFORM.run(() -> Answer.of(
                                disturbed.dispatch(request("GET", "/page.html").build()))
                        .status()));
            }
            for (Running<Integer> request : burst) {
                assertEquals(200, request.result());
            }
            Await.until("idle connections end", () -> (long) tomcat().call("connections") <= CALLERS);
        }
        load.recover(ENOUGH);
    }

    private void pauseAndResume() {
        load.disturb();
        tomcat().call("pause");
        load.awaitFailures(Phase.HEAD, CALLERS);
        tomcat().call("resume");
        load.recover(ENOUGH);
    }

    private void stopAndStart() {
        load.disturb();
        tomcat().call("stop");
        load.awaitFailures(Phase.CONNECT, CALLERS);
        tomcat().call("start");
        load.recover(ENOUGH);
    }

    private void occupyAllThreads() throws Exception {
        load.disturb();
        List<Running<String>> held = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            held.add(ThreadKind.PLATFORM.run(() -> get("/hold").body()));
        }
        Await.untilEquals(THREADS, () -> tomcat().call("held"), "held threads");
        load.awaitFailures(Phase.HEAD, 1);
        tomcat().call("release");
        for (Running<String> request : held) {
            assertEquals("released", request.result());
        }
        load.recover(ENOUGH);
    }

    private void expectAnotherSecret() {
        load.disturb();
        restartExpecting("another");
        load.awaitRefusals(403, CALLERS);
        restartExpecting(SECRET);
        load.recover(ENOUGH);
    }

    private void restartExpecting(String secret) {
        tomcat().call("stop");
        tomcat().call("expect", secret);
        tomcat().call("start");
    }

    @Test
    @Covers("ajp/complaint-3")
    void noAnswerThatIsCutLooksWhole(@TempDir Path directory) throws Exception {
        try (Relay relay = new Relay(tomcat().port(), directory)) {
            startLoad(relay.endpoint());
            for (int i = 0; i < 5; i++) {
                load.disturb();
                relay.cut();
                load.awaitFailures(Phase.BODY, CALLERS);
                relay.heal();
                load.recover(ENOUGH);
            }
            endLoad();
            Await.untilEquals(0, relay::open, "connections of the relay");
        }
    }
}
