package org.gateway4j.benchmarks.comparison;

import java.time.Duration;

/**
 * How long the comparison takes.
 *
 * @param rounds how many turns each contestant has
 * @param turn how long a turn lasts
 * @param warmUp how long each contestant runs before its first turn
 * @param peerWarmUp the same where another library takes part, which needs longer
 */
record Plan(int rounds, Duration turn, Duration warmUp, Duration peerWarmUp) {

    private static final int USUAL_MINUTES = 15;
    private static final int USUAL_ROUNDS = 11;

    /** Everything within about that many minutes. */
    static Plan ofMinutes(int minutes) {
        int rounds = Math.max(3, USUAL_ROUNDS * minutes / USUAL_MINUTES);
        return new Plan(rounds, Duration.ofMillis(400), Duration.ofSeconds(3), Duration.ofSeconds(6));
    }

    /** A moment, only to see that everything works. */
    static Plan momentary() {
        Duration moment = Duration.ofMillis(20);
        return new Plan(1, moment, moment, moment);
    }

    /** For calls that take long: fewer turns and longer ones. */
    Plan forLongCalls() {
        return new Plan(Math.max(1, rounds * 2 / 3), turn.multipliedBy(5).dividedBy(2), warmUp, peerWarmUp);
    }

    /** Where another library takes part. */
    Plan forPeers() {
        return new Plan(rounds, turn, peerWarmUp, peerWarmUp);
    }

    /** Where a whole server in Java takes part, whose compiler shares the cores with the load, or processes are started. */
    Plan forServers() {
        Duration twice = peerWarmUp.multipliedBy(2);
        return new Plan(rounds, turn, twice, twice);
    }

    /** Where no compiler warms up. */
    Plan forNative() {
        return new Plan(rounds, turn, turn, turn);
    }

    /** As an argument of a process. */
    String argument() {
        return rounds + "," + turn + "," + warmUp + "," + peerWarmUp;
    }

    static Plan parse(String argument) {
        String[] parts = argument.split(",", 4);
        return new Plan(
                Integer.parseInt(parts[0]),
                Duration.parse(parts[1]),
                Duration.parse(parts[2]),
                Duration.parse(parts[3]));
    }
}
