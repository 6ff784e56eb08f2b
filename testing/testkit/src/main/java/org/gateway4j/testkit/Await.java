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

    /**
     * What is waited for.
     *
     * @param <X> what looking may throw
     */
    @FunctionalInterface
    public interface Condition<X extends Exception> {

        /**
         * {@return whether it is so now}
         *
         * @throws X if that cannot be told, which ends the wait
         */
        boolean holds() throws X;
    }

    private Await() {}

    /**
     * Returns once a condition holds; fails if that takes too long.
     *
     * @param <X> what looking may throw
     * @param description names in a failure what was waited for
     * @param condition looked at every few milliseconds, on the calling thread
     * @throws X as the condition
     */
    public static <X extends Exception> void until(String description, Condition<X> condition) throws X {
        until(() -> description, condition);
    }

    /**
     * Returns once a condition holds; fails if that takes too long.
     *
     * @param <X> what looking may throw
     * @param description made where it is needed, so that it can say how things are then
     * @param condition looked at every few milliseconds, on the calling thread
     * @throws X as the condition
     */
    public static <X extends Exception> void until(Supplier<String> description, Condition<X> condition) throws X {
        long begun = System.nanoTime();
        while (!condition.holds()) {
            failIfLate(begun, description);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /**
     * Returns once a value is the expected one; fails, naming the last one, if that takes too long.
     *
     * @param <T> a type with a useful {@code equals}
     * @param expected the value that is to come
     * @param actual makes the value of now
     * @param description names in a failure what was waited for
     * @throws Exception as {@code actual}
     */
    public static <T> void untilEquals(T expected, Callable<T> actual, String description) throws Exception {
        long begun = System.nanoTime();
        for (T value = actual.call(); !expected.equals(value); value = actual.call()) {
            T last = value;
            failIfLate(begun, () -> description + ": " + last + " instead of " + expected);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /**
     * Returns once a thread is parked or blocked in a method, as far as its stack can tell.
     *
     * @param thread any other
     * @param method the name of a method of any class
     */
    public static void untilIn(Thread thread, String method) {
        until(
                thread.getName() + " in " + method,
                () -> Stream.of(thread.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals(method)));
    }

    /**
     * Returns once a latch is open; fails if that takes too long.
     *
     * @param latch opened by another thread
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
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
