package org.gateway4j.fastcgi.php;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.gateway4j.BackendBusyException;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;
import org.gateway4j.testing.Await;

/**
 * Callers that ask again and again, each time for a response that nobody else gets, and compare every byte of it. While
 * nothing disturbs them, each request must succeed; otherwise it may fail, in time and with an exception that fits.
 */
final class SteadyLoad {

    /** Prints its id many times, in two halves. */
    static final String SCRIPT = """
            $half = str_repeat($_GET['id'] . ' ', $_GET['times']);
            echo $half; flush(); usleep(500); echo $half;
            """;

    private static final long PAUSE_AFTER_FAILURE_NANOS = 1_000_000;

    private final Gateway gateway;
    private final String path;
    private final Duration longest;
    private final AtomicInteger right = new AtomicInteger();
    private final Map<Phase, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile boolean disturbed;
    private volatile boolean ended;

    SteadyLoad(Gateway gateway, String path, Duration longest) {
        this.gateway = gateway;
        this.path = path;
        this.longest = longest;
    }

    /** Asks until the load is ended. */
    void call(String caller) {
        for (int i = 0; !ended; i++) {
            ask(caller + "-" + i, 1 + i * 997 % 20_000);
        }
    }

    private void ask(String id, int times) {
        boolean mayFail = disturbed;
        long begun = System.nanoTime();
        try {
            check(id, times, Answer.of(gateway.dispatch(request(id, times))));
        } catch (GatewayException e) {
            failed(id, e, mayFail || disturbed);
        } catch (IOException | RuntimeException e) {
            wrong.add(id + " failed with " + e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (took.compareTo(longest) > 0) {
            wrong.add(id + " took " + took);
        }
    }

    private GatewayRequest request(String id, int times) {
        return GatewayRequest.get(path + "?id=" + id + "&times=" + times)
                .header("Host", "example.org")
                .build();
    }

    private void check(String id, int times, Answer answer) {
        if (answer.status() == 200 && answer.body().equals((id + " ").repeat(2 * times))) {
            right.incrementAndGet();
        } else {
            wrong.add(id + " got status " + answer.status() + " and " + answer.bytes().length + " bytes");
        }
    }

    private void failed(String id, GatewayException failure, boolean mayFail) {
        failures.computeIfAbsent(failure.phase(), phase -> new AtomicInteger()).incrementAndGet();
        if (!mayFail) {
            wrong.add(id + " failed although nothing disturbed it: " + failure);
        } else if (!isOfTheBackend(failure)) {
            wrong.add(id + " failed with " + failure);
        }
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
    }

    private static boolean isOfTheBackend(GatewayException failure) {
        return failure instanceof BackendFailureException
                || failure instanceof BackendBusyException
                || failure instanceof BackendTimeoutException;
    }

    /** From here on requests may fail. */
    void disturb() {
        disturbed = true;
    }

    /** Requests that begin from here on must succeed; waits until a number of them has. */
    void recover(int successes) throws Exception {
        disturbed = false;
        awaitRight(successes);
    }

    void awaitRight(int more) throws Exception {
        int before = right.get();
        Await.until("right responses", () -> !wrong.isEmpty() || right.get() >= before + more);
        assertNothingWrong();
    }

    void awaitFailures(Phase phase, int more) throws Exception {
        int before = failures(phase);
        Await.until("failures in phase " + phase, () -> !wrong.isEmpty() || failures(phase) >= before + more);
        assertNothingWrong();
    }

    private int failures(Phase phase) {
        return failures.getOrDefault(phase, new AtomicInteger()).get();
    }

    void end() {
        ended = true;
    }

    void assertNothingWrong() {
        assertEquals(List.of(), List.copyOf(wrong), () -> right + " right, failures " + failures);
    }
}
