package org.gateway4j.soak;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What one request asks of an application. It travels as the query, so that both sides know how it must end.
 *
 * @param answerLength bytes of the body of the answer
 * @param bodyLength bytes of the body of the request
 */
record Task(long number, Fault fault, int answerLength, int bodyLength) {

    private static final List<Fault> FAULTS = List.of(Fault.values());
    private static final int LARGE = 200_000;
    private static final int SMALL = 4_000;

    /** Half of all tasks are served as they should be. */
    static Task random(long number, RandomGenerator random) {
        return new Task(number, random.nextBoolean() ? Fault.NONE : fault(random), length(random), bodyLength(random));
    }

    /** A stalled application keeps a connection busy for long, so there are few of them. */
    private static Fault fault(RandomGenerator random) {
        Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
        return fault == Fault.STALLED && random.nextInt(10) > 0 ? Fault.NONE : fault;
    }

    /** A task for an application that does nothing wrong of its own. */
    static Task healthy(long number, RandomGenerator random) {
        return new Task(number, Fault.NONE, length(random), bodyLength(random));
    }

    private static int length(RandomGenerator random) {
        return random.nextInt(random.nextInt(10) == 0 ? LARGE : SMALL);
    }

    private static int bodyLength(RandomGenerator random) {
        return random.nextInt(3) == 0 ? length(random) : 0;
    }

    static Task parse(String query) {
        String[] parts = query.split("-", -1);
        return new Task(
                Long.parseLong(parts[0]),
                Fault.valueOf(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]));
    }

    String query() {
        return number + "-" + fault + "-" + answerLength + "-" + bodyLength;
    }

    byte[] answer() {
        return Content.of(number, answerLength);
    }

    byte[] body() {
        return Content.of(-number, bodyLength);
    }
}
