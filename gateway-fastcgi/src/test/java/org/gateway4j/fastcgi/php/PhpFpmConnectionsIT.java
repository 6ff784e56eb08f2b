package org.gateway4j.fastcgi.php;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.gateway4j.BackendBusyException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.Gateway;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.Timeouts;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** How connections and PHP-FPM's workers get along. */
@OverEachDriverAndTransport
class PhpFpmConnectionsIT extends PhpFpmDriverTest {

    /** Names its worker and gives back what it got. */
    private static final String ECHO = "echo getmypid(), ' ', $_GET['n'] ?? '';";

    /** Works until the test lets it go on. */
    private static final String WAIT = "while (!file_exists(\"$var/go\")) { usleep(1000); } echo 'done';";

    @Test
    void recyclingOfWorkersIsInvisibleToSequentialRequests() throws Exception {
        start(children(2).with("pm.max_requests = 3"));
        script("/echo.php", ECHO);
        Set<String> workers = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            workers.add(workerThatEchoed(i));
        }
        assertTrue(workers.size() >= 50, workers.size() + " workers");
    }

    @Test
    void recyclingOfWorkersIsInvisibleToConcurrentRequests() throws Exception {
        start(children(4).with("pm.max_requests = 3"));
        script("/echo.php", ECHO);
        List<Future<Set<String>>> callers = new ArrayList<>();
        for (int caller = 0; caller < 6; caller++) {
            int first = 1000 * caller;
            callers.add(async(() -> {
                Set<String> workers = new HashSet<>();
                for (int i = first; i < first + 50; i++) {
                    workers.add(workerThatEchoed(i));
                }
                return workers;
            }));
        }
        Set<String> workers = new HashSet<>();
        for (Future<Set<String>> caller : callers) {
            workers.addAll(caller.get());
        }
        assertTrue(workers.size() >= 50, workers.size() + " workers");
    }

    private String workerThatEchoed(int number) throws Exception {
        Answer answer = send(get("/echo.php?n=" + number));
        String[] parts = answer.body().split(" ", -1);
        assertEquals(Integer.toString(number), parts[1]);
        return parts[0];
    }

    @Test
    void recyclingOfWorkersIsInvisibleToPostsWithAPauseBetween() throws Exception {
        start(children(1).with("pm.max_requests = 1"));
        script("/echo.php", "echo file_get_contents('php://input');");
        for (int i = 0; i < 6; i++) {
            long closed = i;
            byte[] body = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
            assertEquals(
                    Integer.toString(i),
                    send(post("/echo.php", "text/plain", RequestBody.of(body))).body());
            Await.until(
                    "the end of the recycled worker was seen",
                    () -> gateway.stats().closed() > closed);
        }
    }

    @Test
    void idleConnectionFreesTheOnlyWorkerForOthers() throws Exception {
        start(children(1), builder -> builder.pool(PoolConfig.of(1).withIdleTimeout(Duration.ofMillis(200))));
        script("/echo.php", ECHO);
        Gateway other = gateway(builder -> builder.pool(PoolConfig.of(1).withIdleTimeout(Duration.ofMillis(200))));
        for (int i = 0; i < 3; i++) {
            workerThatEchoed(i);
            assertEquals(
                    200, Answer.of(other.dispatch(get("/echo.php").build())).status());
        }
    }

    @Test
    @Covers("fastcgi/nginx-3")
    void connectionsAreReused() throws Exception {
        start(children(1));
        script("/echo.php", ECHO);
        for (int i = 0; i < 100; i++) {
            workerThatEchoed(i);
        }
        assertEquals(1, gateway.stats().opened());
        assertEquals(99, gateway.stats().reused());
    }

    @Test
    void withoutKeepAliveEachRequestHasAConnection() throws Exception {
        start(children(2), builder -> builder.keepConnections(false));
        script("/echo.php", ECHO);
        for (int i = 0; i < 20; i++) {
            workerThatEchoed(i);
        }
        assertEquals(20, gateway.stats().opened());
        assertEquals(20, gateway.stats().closed());
    }

    @Test
    void moreCallersThanWorkersAreAllServed() throws Exception {
        start(children(2));
        script("/slow.php", "usleep(5000); " + ECHO);
        List<Future<Answer>> callers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int number = i;
            callers.add(async(() -> send(get("/slow.php?n=" + number))));
        }
        for (int i = 0; i < callers.size(); i++) {
            assertTrue(callers.get(i).get().body().endsWith(" " + i));
        }
        assertTrue(gateway.stats().opened() <= 2, () -> gateway.stats().toString());
    }

    @Test
    void callersAreServedInTheOrderInWhichTheyCame() throws Exception {
        start(children(1));
        script("/wait.php", WAIT);
        script("/order.php", "file_put_contents(\"$var/order\", $_GET['n'] . ' ', FILE_APPEND);");
        Future<String> first = async(() -> body("/wait.php"));
        Await.until("the only worker is busy", () -> gateway.stats().inUse() == 1);
        List<Future<Answer>> callers = new ArrayList<>();
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            int number = i;
            order.append(number).append(' ');
            callers.add(async(() -> send(get("/order.php?n=" + number))));
            Await.untilEquals(i + 1, () -> gateway.stats().waiting(), "callers waiting");
        }
        fpm.site().signal("go");
        assertEquals("done", first.get());
        for (Future<Answer> caller : callers) {
            assertEquals(200, caller.get().status());
        }
        assertEquals(order.toString(), Files.readString(fpm.site().writable().resolve("order")));
    }

    @Test
    void callerBeyondTheQueueIsTurnedAwayAtOnce() throws Exception {
        start(children(1), builder -> builder.pool(PoolConfig.of(1).withMaxWaiters(1)));
        script("/wait.php", WAIT);
        List<Future<String>> callers = new ArrayList<>();
        callers.add(async(() -> body("/wait.php")));
        Await.until("the only worker is busy", () -> gateway.stats().inUse() == 1);
        callers.add(async(() -> body("/wait.php")));
        Await.until("another caller waits", () -> gateway.stats().waiting() == 1);
        BackendBusyException busy = assertThrows(BackendBusyException.class, () -> body("/wait.php"));
        assertEquals(503, busy.suggestedStatus());
        fpm.site().signal("go");
        for (Future<String> caller : callers) {
            assertEquals("done", caller.get());
        }
    }

    @Test
    void fullBacklogIsBusyAfterABoundedWait() throws Exception {
        assumeTrue(transport == Transport.UNIX, "over TCP the kernel hides its full queue");
        Duration longest = Duration.ofMillis(500);
        start(
                children(1).with("listen.backlog = 1"),
                builder -> builder.pool(PoolConfig.of(6))
                        .timeouts(Timeouts.defaults().withConnect(longest)));
        script("/wait.php", WAIT);
        List<Future<Outcome>> callers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            callers.add(async(this::attempt));
        }
        Await.until("some callers were turned away", () -> gateway.stats().inUse() < 6);
        fpm.site().signal("go");
        int served = 0;
        for (Future<Outcome> caller : callers) {
            Outcome outcome = caller.get();
            served += outcome.served() ? 1 : 0;
            assertTrue(
                    outcome.served() || outcome.waited().compareTo(longest) >= 0,
                    () -> "turned away after " + outcome.waited());
        }
        assertTrue(served >= 1 && served < 6, served + " of 6 served");
        assertEquals("done", body("/wait.php"));
    }

    private record Outcome(boolean served, Duration waited) {}

    private Outcome attempt() throws Exception {
        long begun = System.nanoTime();
        try {
            assertEquals("done", body("/wait.php"));
            return new Outcome(true, Duration.ofNanos(System.nanoTime() - begun));
        } catch (BackendBusyException e) {
            Duration waited = Duration.ofNanos(System.nanoTime() - begun);
            assertEquals(503, e.suggestedStatus());
            assertTrue(e.getMessage().contains("listen queue"), e::getMessage);
            assertTrue(waited.toSeconds() < 10, () -> "turned away after " + waited);
            return new Outcome(false, waited);
        }
    }

    @Test
    void closingTheGatewayEndsWaitingAndRunningCalls() throws Exception {
        start(children(1));
        script("/wait.php", WAIT);
        Callable<String> call = () -> body("/wait.php");
        Future<String> running = async(call);
        Await.until("the only worker is busy", () -> gateway.stats().inUse() == 1);
        Future<String> waiting = async(call);
        Await.until("another caller waits", () -> gateway.stats().waiting() == 1);
        gateway.close();
        for (Future<String> caller : List.of(running, waiting)) {
            ExecutionException e = assertThrows(ExecutionException.class, caller::get);
            assertEquals(ExchangeAbortedException.class, e.getCause().getClass());
        }
        fpm.site().signal("go");
    }
}
