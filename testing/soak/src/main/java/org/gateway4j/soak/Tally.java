package org.gateway4j.soak;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import org.gateway4j.GatewayException;
import org.gateway4j.Phase;

/** What came of all requests. */
final class Tally {

    private static final int EXAMPLES = 20;

    /** A kind of failure, and whether the application was asked for it. */
    record Failure(String target, String type, Phase phase, boolean asked) implements Comparable<Failure> {

        private String key() {
            return target + asked + type + phase;
        }

        @Override
        public int compareTo(Failure other) {
            return key().compareTo(other.key());
        }
    }

    private final Map<String, AtomicLong> whole = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicLong> abandoned = new ConcurrentSkipListMap<>();
    private final Map<Failure, AtomicLong> failures = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicLong> wrong = new ConcurrentSkipListMap<>();
    private final Queue<String> examples = new ConcurrentLinkedQueue<>();
    private final AtomicLong requests = new AtomicLong();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    private static <K> void add(Map<K, AtomicLong> counts, K key) {
        counts.computeIfAbsent(key, k -> new AtomicLong()).incrementAndGet();
    }

    /** An answer came whole, which is right only where it was not to fail. */
    void whole(Target target, Task task) {
        if (task.fault().failure() == null) {
            add(whole, target.name());
        } else {
            wrong("whole though " + task.fault(), target, task, "");
        }
    }

    /** An answer was closed before its end was read. */
    void abandoned(Target target) {
        add(abandoned, target.name());
    }

    void failed(Target target, Task task, GatewayException failure) {
        boolean asked = failure.getClass() == task.fault().failure();
        add(failures, new Failure(target.name(), failure.getClass().getSimpleName(), failure.phase(), asked));
        if (!asked) {
            note(task + ": " + failure.getMessage());
        }
    }

    void wrong(String kind, Target target, Task task, String what) {
        add(wrong, kind);
        note("WRONG, " + kind + ": " + target.name() + ", " + task + " " + what);
    }

    private void note(String example) {
        if (examples.size() < EXAMPLES) {
            examples.add(example);
        }
    }

    /** A request ended in some way. */
    void took(long nanos) {
        requests.incrementAndGet();
        longest.accumulate(nanos);
    }

    long requests() {
        return requests.get();
    }

    long longestMillis() {
        return longest.get() / 1_000_000;
    }

    long whole(String target) {
        return count(whole, target);
    }

    long abandoned(String target) {
        return count(abandoned, target);
    }

    private static long count(Map<String, AtomicLong> counts, String target) {
        return counts.getOrDefault(target, new AtomicLong()).get();
    }

    Map<Failure, AtomicLong> failures() {
        return failures;
    }

    /** How many answers were not what they must be, by kind. */
    Map<String, AtomicLong> wrong() {
        return wrong;
    }

    /** What was not asked for, the first few times. */
    Queue<String> examples() {
        return examples;
    }
}
