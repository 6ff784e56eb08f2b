package org.gateway4j.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/** Waits for what another thread or process does. */
public final class Await {

    /** Far beyond what a loaded machine needs, so that only what never comes fails. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final long LOOK_NANOS = 2_000_000;

    /** What is waited for. */
    @FunctionalInterface
    public interface Condition<X extends Exception> {

        boolean holds() throws X;
    }

    private Await() {}

    /** Returns once the condition holds; fails, naming it, if that takes too long. */
    public static <X extends Exception> void until(String description, Condition<X> condition) throws X {
        until(() -> description, condition);
    }

    /** The same with a description that is made when it is needed. */
    public static <X extends Exception> void until(Supplier<String> description, Condition<X> condition) throws X {
        long begun = System.nanoTime();
        while (!condition.holds()) {
            Assertions.assertTrue(isEarly(begun), () -> waitedFor(description.get()));
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Returns once a value is the expected one; fails like any comparison if that takes too long. */
    public static <T> void untilEquals(T expected, Callable<T> actual, String description) throws Exception {
        long begun = System.nanoTime();
        for (T value = actual.call(); !expected.equals(value); value = actual.call()) {
            if (!isEarly(begun)) {
                Assertions.assertEquals(expected, value, waitedFor(description));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Returns once a thread is parked or blocked in a method, as far as its stack can tell. */
    public static void untilIn(Thread thread, String method) {
        until(
                thread.getName() + " in " + method,
                () -> Stream.of(thread.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals(method)));
    }

    /** Returns once a latch is open. */
    public static void open(CountDownLatch latch) throws InterruptedException {
        Assertions.assertTrue(latch.await(LONGEST.toSeconds(), TimeUnit.SECONDS), () -> waitedFor("an open latch"));
    }

    private static boolean isEarly(long begun) {
        return System.nanoTime() - begun <= LONGEST.toNanos();
    }

    private static String waitedFor(String description) {
        return description + ", waited for " + LONGEST.toSeconds() + " s";
    }
}
