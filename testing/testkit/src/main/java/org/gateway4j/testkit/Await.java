package org.gateway4j.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Waits for what another thread or process does. Needs no test framework, so that launchers run without one. */
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
            failIfLate(begun, description);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Returns once a value is the expected one; fails, naming the last one, if that takes too long. */
    public static <T> void untilEquals(T expected, Callable<T> actual, String description) throws Exception {
        long begun = System.nanoTime();
        for (T value = actual.call(); !expected.equals(value); value = actual.call()) {
            T last = value;
            failIfLate(begun, () -> description + ": " + last + " instead of " + expected);
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
        if (!latch.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw late("an open latch");
        }
    }

    private static void failIfLate(long begun, Supplier<String> description) {
        if (System.nanoTime() - begun > LONGEST.toNanos()) {
            throw late(description.get());
        }
    }

    private static AssertionError late(String description) {
        return new AssertionError(description + ", waited for " + LONGEST.toSeconds() + " s");
    }
}
