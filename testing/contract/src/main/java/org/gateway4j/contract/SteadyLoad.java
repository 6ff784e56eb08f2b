package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
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
import org.gateway4j.testkit.Await;

/**
 * Callers that ask again and again, each time for a response that nobody else gets, and compare every byte of it. While
 * nothing disturbs them, each request must succeed; otherwise it may fail, in time and with an exception that fits, or be
 * refused with a status that was expected.
 *
 * <p>The application's side: it answers a question for an id and a number of times with the id and a blank, twice that many
 * times.
 */
public final class SteadyLoad {

    private static final long PAUSE_AFTER_FAILURE_NANOS = 1_000_000;

    private final Gateway gateway;
    private final String path;
    private final Duration longest;
    private final Set<Integer> refusals;
    private final List<Thread> callers = new ArrayList<>();
    private final AtomicInteger right = new AtomicInteger();
    private final AtomicInteger disturbances = new AtomicInteger();
    private final Map<Object, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile boolean disturbed;
    private volatile boolean ended;

    /**
     * A load that does not run yet.
     *
     * @param path to which {@code id} and {@code times} are added as query
     * @param longest how long one request may take, whatever happens
     * @param refusals statuses by which a disturbed application may refuse
     * @param gateway used by all callers; not closed here
     */
    public SteadyLoad(Gateway gateway, String path, Duration longest, Integer... refusals) {
        this.gateway = gateway;
        this.path = path;
        this.longest = longest;
        this.refusals = Set.of(refusals);
    }

    /**
     * Starts callers, each a thread of its own.
     *
     * @param count how many
     */
    public void start(int count) {
        for (int i = 0; i < count; i++) {
            String caller = "caller" + i;
            Thread thread = new Thread(() -> call(caller), caller);
            thread.setDaemon(true);
            callers.add(thread);
            thread.start();
        }
    }

    private void call(String caller) {
        for (int i = 0; !ended; i++) {
            ask(caller + "-" + i, 1 + i * 997 % 20_000);
        }
    }

    private void ask(String id, int times) {
        // In the order opposite to that of disturb(), which may come in between.
        int before = disturbances.get();
        boolean disturbedBefore = disturbed;
        long begun = System.nanoTime();
        try {
            Answer answer = Answer.of(gateway.dispatch(request(id, times)));
            check(id, times, disturbedBefore || disturbances.get() != before, answer);
        } catch (GatewayException e) {
            failed(id, e, disturbedBefore || disturbances.get() != before);
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

    private void check(String id, int times, boolean mayFail, Answer answer) {
        if (answer.status() == 200 && answer.body().equals((id + " ").repeat(2 * times))) {
            right.incrementAndGet();
        } else if (mayFail && refusals.contains(answer.status())) {
            count(answer.status());
        } else {
            wrong.add(id + " got status " + answer.status() + " and " + answer.bytes().length + " bytes");
        }
    }

    private void failed(String id, GatewayException failure, boolean mayFail) {
        if (!mayFail) {
            wrong.add(id + " failed although nothing disturbed it: " + failure);
        } else if (!isOfTheBackend(failure)) {
            wrong.add(id + " failed with " + failure);
        }
        count(failure.phase());
    }

    /** Counts what was not answered, and leaves the others some time. */
    private void count(Object kind) {
        failures(kind).incrementAndGet();
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
    }

    private static boolean isOfTheBackend(GatewayException failure) {
        return failure instanceof BackendFailureException
                || failure instanceof BackendBusyException
                || failure instanceof BackendTimeoutException;
    }

    /** From here on requests may fail. */
    public void disturb() {
        disturbances.incrementAndGet();
        disturbed = true;
    }

    /**
     * Requests that begin from here on must succeed; waits until a number of them has.
     *
     * @param successes how many are waited for
     */
    public void recover(int successes) {
        disturbed = false;
        awaitRight(successes);
    }

    /**
     * Waits for right responses; fails as soon as one is wrong, or if that takes too long.
     *
     * @param more how many beside those so far
     */
    public void awaitRight(int more) {
        await("right responses", right, more);
    }

    /**
     * Waits for failures in a phase; fails as soon as a response is wrong, or if that takes too long.
     *
     * @param phase of the exceptions
     * @param more how many beside those so far
     */
    public void awaitFailures(Phase phase, int more) {
        await("failures in phase " + phase, failures(phase), more);
    }

    /**
     * Waits for responses that refuse; fails as soon as one is wrong, or if that takes too long.
     *
     * @param status one of those that were expected
     * @param more how many beside those so far
     */
    public void awaitRefusals(int status, int more) {
        await("refusals with status " + status, failures(status), more);
    }

    private void await(String what, AtomicInteger count, int more) {
        int before = count.get();
        Await.until(() -> more + " more " + what + ", " + this, () -> !wrong.isEmpty() || count.get() >= before + more);
        assertNothingWrong();
    }

    private AtomicInteger failures(Object kind) {
        return failures.computeIfAbsent(kind, any -> new AtomicInteger());
    }

    private void assertNothingWrong() {
        assertEquals(List.of(), List.copyOf(wrong), this::toString);
    }

    @Override
    public String toString() {
        return right + " right, failures " + failures;
    }

    /**
     * Ends the load once each caller has its response; nothing may have been wrong with any.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public void end() throws InterruptedException {
        ended = true;
        for (Thread caller : callers) {
            caller.join(longest.toMillis());
            assertEquals(Thread.State.TERMINATED, caller.getState(), caller.getName());
        }
        assertNothingWrong();
    }
}
