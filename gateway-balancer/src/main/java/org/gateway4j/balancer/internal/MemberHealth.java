package org.gateway4j.balancer.internal;

import org.gateway4j.balancer.Ejection;
import org.gateway4j.balancer.Member.Health;

/**
 * What outcomes of requests and probes say of a member. It decides when a member deserves to be ejected and for how long; whether
 * the fleet can do without it, the fleet decides. No threads and no clock: used under the fleet's lock.
 */
final class MemberHealth {

    private static final int CONNECT_POINTS = 3;
    private static final long FORGIVEN_AFTER = 30 * Nanos.SECOND;

    private final Ejection rules;
    private final FailureWindow window;
    private Health health = Health.UNKNOWN;
    private int points;
    private int ejections;
    private long wellSince;
    private int rises;
    private int falls;

    MemberHealth(Ejection rules, long now) {
        this.rules = rules;
        this.window = new FailureWindow(Nanos.of(rules.window()));
        this.wellSince = now;
    }

    Health health() {
        return health;
    }

    boolean isEjected() {
        return health == Health.SUSPECT || health == Health.UNREACHABLE;
    }

    boolean isWell() {
        return health == Health.UNKNOWN || health == Health.UP;
    }

    void succeeded(long now) {
        points = 0;
        window.add(false, now);
    }

    /** Counts a failure that the member is to blame for; true if it deserves an ejection. */
    boolean failed(boolean connecting, long now) {
        window.add(true, now);
        if (health == Health.TRIAL) {
            return true;
        }
        points += connecting ? CONNECT_POINTS : 1;
        return isWell() && (points >= rules.failures() || failsTooOften());
    }

    private boolean failsTooOften() {
        return window.ended() >= rules.minimumRequests()
                && window.failed() >= rules.failureRate() * window.ended()
                && (rules.failureRate() < 1 || window.failed() == window.ended());
    }

    /** Counts a probe that failed; true if that makes it deserve an ejection. */
    boolean probeFailed(int fall) {
        rises = 0;
        falls++;
        return !isEjected() && (health == Health.TRIAL || falls >= fall);
    }

    /** Counts a probe that succeeded; true if that ends an ejection. */
    boolean probeSucceeded(int rise) {
        falls = 0;
        rises++;
        return health == Health.UNKNOWN || health != Health.UP && rises >= rise;
    }

    /** What a failure adds up to, for people. */
    String describe() {
        return failsTooOften() ? window.failed() + " of " + window.ended() + " requests failed" : "failures in a row";
    }

    /**
     * It is ejected.
     *
     * @param variation 0.9 to 1.1
     * @return for how long
     */
    long eject(boolean connecting, double variation, long now) {
        if (isWell()) {
            ejections -= (int) Math.min(ejections, (now - wellSince) / FORGIVEN_AFTER);
        }
        health = connecting ? Health.UNREACHABLE : Health.SUSPECT;
        points = 0;
        rises = 0;
        window.clear();
        double base = Nanos.of(rules.base());
        double time = Math.min((double) Nanos.of(rules.longest()), base * Math.pow(2, Math.min(ejections, 40)));
        ejections++;
        return (long) (time * variation);
    }

    void beginTrial() {
        health = Health.TRIAL;
    }

    void recover(long now) {
        health = Health.UP;
        points = 0;
        falls = 0;
        wellSince = now;
    }
}
