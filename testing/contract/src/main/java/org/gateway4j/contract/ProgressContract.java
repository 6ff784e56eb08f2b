package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Limits;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.gateway4j.Timeouts;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;

/** A deadline starts anew only with the progress that it is named after: error output and the like, slow or a flood, is none. */
interface ProgressContract extends ContractFixture {

    Duration SOON = Duration.ofMillis(300);

    /** What an application does not ask for has not begun to be sent. */
    Timeouts UNSENT = Timeouts.defaults().withWrite(SOON).withHead(SOON);

    /** The log is spared. */
    private Gateway impatient(Timeouts timeouts) {
        return gateway(settings().with(timeouts).with(Limits.defaults().withStderrLinesPerSecond(1)));
    }

    private static void dribble(ApplicationCall call) {
        chatter(call, SOON.toNanos() / 10);
    }

    private static void flood(ApplicationCall call) {
        chatter(call, 0);
    }

    private static void chatter(ApplicationCall call, long pause) {
        try {
            long end = System.nanoTime() + 10 * SOON.toNanos();
            while (System.nanoTime() - end < 0) {
                call.chatter();
                LockSupport.parkNanos(pause);
            }
        } catch (IOException e) {
            // The gateway has let go, or the protocol has nothing to chatter with and the application is silent.
        }
        call.awaitHangUp();
    }

    private void assertTimesOut(Timeouts timeouts, RequestBody body) {
        Deadlines.assertFailsAt(
                SOON, BackendTimeoutException.class, () -> impatient(timeouts).dispatch(post(body)));
    }

    @Test
    default void dribblingChatterDoesNotProlongTheWaitForTheHead() {
        application().behave(ProgressContract::dribble);
        assertTimesOut(Timeouts.defaults().withHead(SOON), RequestBody.none());
    }

    @Test
    default void floodOfChatterDoesNotProlongTheWaitForTheHead() {
        application().behave(ProgressContract::flood);
        assertTimesOut(Timeouts.defaults().withHead(SOON), RequestBody.none());
    }

    @Test
    default void dribblingChatterDoesNotProlongSending() {
        application().behave(ProgressContract::dribble);
        assertTimesOut(UNSENT, RequestBody.of(new byte[32 * 1024 * 1024]));
    }

    @Test
    default void floodOfChatterDoesNotProlongSending() {
        application().behave(ProgressContract::flood);
        assertTimesOut(UNSENT, RequestBody.of(new byte[32 * 1024 * 1024]));
    }

    @Test
    default void dribblingChatterDoesNotProlongAReadOfTheBody() throws Exception {
        assertReadTimesOut(ProgressContract::dribble);
    }

    @Test
    default void floodOfChatterDoesNotProlongAReadOfTheBody() throws Exception {
        assertReadTimesOut(ProgressContract::flood);
    }

    private void assertReadTimesOut(TestApplication.Behaviour chatter) throws Exception {
        application().behave(call -> {
            call.head(200);
            call.write(Bytes.of("x"));
            chatter.serve(call);
        });
        Gateway gateway = impatient(Timeouts.defaults().withRead(SOON));
        try (GatewayResponse response = gateway.dispatch(get())) {
            assertEquals('x', response.body().read());
            BackendTimeoutException failure = Deadlines.assertFailsAt(
                    SOON, BackendTimeoutException.class, () -> response.body().read());
            assertEquals(Phase.BODY, failure.phase());
        }
    }

    /** It ends its exchange in silence only, and then the upload is as good as the answer. */
    @Test
    default void applicationThatAnswersWithoutReadingItsInputOutlivesTheWriteDeadline() throws Exception {
        application().behave(call -> {
            call.head(200);
            long end = System.nanoTime() + 3 * SOON.toNanos();
            while (System.nanoTime() - end < 0) {
                call.write(Bytes.of("x"));
                LockSupport.parkNanos(SOON.toNanos() / 10);
            }
            call.write(Bytes.of("y"));
        });
        Gateway gateway = impatient(Timeouts.defaults().withWrite(SOON));
        try (GatewayResponse response = gateway.dispatch(post(RequestBody.of(new byte[32 * 1024 * 1024])))) {
            String all = Bytes.text(response.body().readAllBytes());
            assertEquals('y', all.charAt(all.length() - 1));
        }
    }
}
