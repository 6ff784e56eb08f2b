package org.gateway4j.balancer.internal;

import org.gateway4j.GatewayException;
import org.gateway4j.HealthProbe;
import org.gateway4j.balancer.Member.Health;
import org.gateway4j.balancer.Member.State;
import org.gateway4j.balancer.Probing;

/**
 * Leaves members out and lets them in again, after what requests and probes tell. Used under the fleet's lock, but for the
 * probes themselves.
 *
 * @param <G> the kind of gateway
 */
final class Ejector<G> {

    private static final double EJECTION_VARIATION = 0.1;
    private static final double PROBE_VARIATION = 0.2;

    private final Fleet<G> fleet;
    private final FleetConfig config;
    private final Probing probing;

    Ejector(Fleet<G> fleet) {
        this.fleet = fleet;
        this.config = fleet.config();
        this.probing = config.probing();
    }

    /** 1, give or take a share. */
    private double varied(double share) {
        return 1 + share * (config.random().applyAsInt(2001) - 1000) / 1000.0;
    }

    /** An attempt at a member is over. */
    void ended(FleetMember<G> member, Outcome outcome, long now) {
        MemberHealth condition = member.condition;
        switch (outcome.kind()) {
            case SUCCESS -> {
                member.unpause();
                condition.succeeded(now);
                if (condition.health() == Health.TRIAL || condition.health() == Health.UNKNOWN) {
                    recover(member, outcome.reason(), now);
                }
            }
            case NEUTRAL -> {}
            case FULL -> {
                long until = member.pause(now);
                config.timing().at(until, this::serveAgain);
            }
            case UNREACHABLE, FAILURE -> {
                boolean connecting = outcome.kind() == Outcome.Kind.UNREACHABLE;
                if (condition.failed(connecting, now)) {
                    String reason = condition.health() == Health.TRIAL ? "trial failed" : condition.describe();
                    eject(member, connecting, reason + "; last: " + outcome.reason(), now);
                }
            }
        }
    }

    private void serveAgain() {
        fleet.lock();
        try {
            fleet.members().changed(fleet.now());
        } finally {
            fleet.unlock();
        }
    }

    private void recover(FleetMember<G> member, String reason, long now) {
        boolean wasEjected = member.condition.health() != Health.UNKNOWN;
        Health from = member.condition.health();
        member.condition.recover(now);
        member.publishHealth();
        if (wasEjected) {
            member.cancelAlarm();
            member.startSlowly(now);
            scheduleProbe(member);
        }
        fleet.announcer().health(member, from, Health.UP, reason);
        if (wasEjected) {
            fleet.members().changed(now);
        }
    }

    private void eject(FleetMember<G> member, boolean connecting, String reason, long now) {
        if (member.state() == State.REMOVED || !mayEject(member)) {
            return;
        }
        Health from = member.condition.health();
        long time = member.condition.eject(connecting, varied(EJECTION_VARIATION), now);
        member.publishHealth();
        member.ejections.increment();
        fleet.announcer().health(member, from, member.condition.health(), reason);
        letInAt(member, now + time);
        fleet.members().changed(now);
    }

    private boolean mayEject(FleetMember<G> member) {
        int all = 0;
        int ejected = 0;
        for (FleetMember<G> each : fleet.members().present()) {
            all++;
            ejected += each == member || each.condition.isWell() ? 0 : 1;
        }
        boolean first = ejected == 0;
        return all > 1
                && (first
                        || !member.condition.isWell()
                        || ejected + 1 <= config.ejection().mostEjected() * all);
    }

    private void letInAt(FleetMember<G> member, long time) {
        member.cancelAlarm();
        member.ejectedUntil = time;
        member.alarm = config.timing().at(time, () -> beginTrial(member));
    }

    private void beginTrial(FleetMember<G> member) {
        fleet.lock();
        try {
            if (!member.condition.isEjected() || member.state() == State.REMOVED) {
                return;
            }
            Health from = member.condition.health();
            member.condition.beginTrial();
            member.publishHealth();
            fleet.announcer().health(member, from, Health.TRIAL, "the time of its ejection is over");
            if (member.probe() != null) {
                probeNow(member);
            }
            fleet.members().changed(fleet.now());
        } finally {
            fleet.unlock();
        }
    }

    /** No member takes requests: every one is tried again within a second. */
    void hurry(long now) {
        long soon = now + Nanos.SECOND;
        for (FleetMember<G> member : fleet.members().present()) {
            if (member.condition.isEjected() && member.ejectedUntil - soon > 0) {
                letInAt(member, soon);
            }
        }
    }

    // Probes

    /** The next regular probe of a member that is not ejected. */
    void scheduleProbe(FleetMember<G> member) {
        if (member.probe() != null) {
            long pause = (long) (Nanos.of(probing.interval()) * varied(PROBE_VARIATION));
            member.cancelAlarm();
            member.alarm = config.timing().at(fleet.now() + pause, () -> probeIfIdle(member));
        }
    }

    private void probeIfIdle(FleetMember<G> member) {
        fleet.lock();
        try {
            if (member.state() == State.REMOVED || !member.condition.isWell()) {
                return;
            }
            if (member.inFlight() > 0) {
                scheduleProbe(member);
            } else {
                probeNow(member);
            }
        } finally {
            fleet.unlock();
        }
    }

    private void probeNow(FleetMember<G> member) {
        HealthProbe probe = member.probe();
        if (probe == null || member.probing) {
            return;
        }
        member.probing = true;
        fleet.later(() -> {
            Outcome outcome = check(probe);
            fleet.lock();
            try {
                member.probing = false;
                probed(member, outcome);
            } finally {
                fleet.unlock();
            }
        });
    }

    /** What it tells, if it tells anything: a failure on this side does not. */
    private static Outcome check(HealthProbe probe) {
        try {
            probe.check();
            return new Outcome(Outcome.Kind.SUCCESS, "probe succeeded");
        } catch (GatewayException e) {
            return e.blamesBackend()
                    ? new Outcome(Outcome.Kind.UNREACHABLE, "probe failed: " + e.getMessage())
                    : Outcome.NEUTRAL;
        } catch (RuntimeException | Error e) {
            return new Outcome(Outcome.Kind.UNREACHABLE, "probe threw " + e);
        }
    }

    private void probed(FleetMember<G> member, Outcome outcome) {
        if (member.state() == State.REMOVED) {
            return;
        }
        long now = fleet.now();
        MemberHealth condition = member.condition;
        if (outcome.kind() == Outcome.Kind.SUCCESS && condition.probeSucceeded(probing.rise())) {
            recover(member, outcome.reason(), now);
        } else if (outcome.blames() && condition.probeFailed(probing.fall())) {
            eject(member, true, outcome.reason(), now);
        }
        if (condition.isWell()) {
            scheduleProbe(member);
        } else if (condition.health() == Health.TRIAL) {
            member.alarm = config.timing().at(now + Nanos.of(probing.interval()), () -> probeAgain(member));
        }
    }

    private void probeAgain(FleetMember<G> member) {
        fleet.lock();
        try {
            if (member.condition.health() == Health.TRIAL && member.state() != State.REMOVED) {
                probeNow(member);
            }
        } finally {
            fleet.unlock();
        }
    }
}
