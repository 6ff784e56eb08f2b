package org.gateway4j.balancer.internal;

import java.io.IOException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestBodyException;
import org.gateway4j.Timeouts;
import org.gateway4j.balancer.Retries;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one request, whatever drives them: its body, its deadlines, its failures, and whether there is another attempt.
 * Used by one thread at a time.
 *
 * @param <G> the kind of gateway
 */
final class Attempts<G> {

    private final Fleet<G> fleet;
    private final GatewayRequest request;
    private final ReplayBody body;
    private final Retries rules;
    private final Ticket<G> ticket;
    private @Nullable GatewayException first;
    private long attemptBegun;

    private Attempts(Fleet<G> fleet, GatewayRequest request, ReplayBody body, Ticket<G> ticket) {
        this.fleet = fleet;
        this.request = request;
        this.body = body;
        this.rules = fleet.config().retries();
        this.ticket = ticket;
    }

    /** Lets a request in. If it is refused, or the host's code throws, its body is closed. */
    static <G> Attempts<G> of(Fleet<G> fleet, GatewayRequest request) throws GatewayException {
        ReplayBody body = new ReplayBody(request.body());
        boolean entered = false;
        try {
            Ticket<G> ticket = fleet.enter(request);
            entered = true;
            return new Attempts<>(fleet, request, body, ticket);
        } finally {
            if (!entered) {
                body.last();
            }
        }
    }

    Ticket<G> ticket() {
        return ticket;
    }

    /** The request as a member gets it. The attempt begins. */
    @SuppressWarnings("ReferenceEquality") // There is one absent body, which needs no closing.
    GatewayRequest begin(FleetMember<G> member) throws RequestBodyException {
        ticket.began(member);
        attemptBegun = fleet.now();
        fleet.announcer().tell(to -> to.attemptStarted(request, member, ticket.attempts(), ticket.routing()));
        GatewayRequest.Builder told = member.told(request);
        if (request.body() == RequestBody.none()) {
            return told == null ? request : told.build();
        }
        try {
            return (told == null ? request.toBuilder() : told).body(body.next()).build();
        } catch (IOException e) {
            throw new RequestBodyException(
                    fleet.config().name(), Phase.SPOOL, false, "request body cannot be sent again: " + e, e);
        }
    }

    /** When the balancer itself ends the attempt that begins now, or never. */
    long deadline() {
        long attempt = Nanos.of(rules.attempt());
        long total = Nanos.of(rules.total());
        if (attempt == Nanos.NEVER && total == Nanos.NEVER) {
            return Nanos.NEVER;
        }
        long left = total == Nanos.NEVER ? Nanos.NEVER : ticket.begun() + total - fleet.now();
        return fleet.now() + Math.min(attempt, left);
    }

    private boolean isTotalOver() {
        return !rules.total().equals(Timeouts.NEVER) && fleet.now() - ticket.begun() >= Nanos.of(rules.total());
    }

    /** What the host is told of an attempt that the balancer has ended because it took too long. */
    GatewayException late(@Nullable GatewayException end) {
        boolean total = isTotalOver();
        String message = "no response head within "
                + (total ? rules.total() : rules.attempt()).toMillis()
                + (total ? " ms (retries.total)" : " ms (retries.attempt)");
        Phase phase = end == null ? Phase.HEAD : end.phase();
        return new BackendTimeoutException(fleet.config().name(), phase, end == null || end.mayHaveRun(), message, end);
    }

    /** A response came. The caller asks {@link #isUnwanted} next. */
    void answered(FleetMember<G> member) {
        fleet.answered(member, fleet.now() - attemptBegun);
    }

    /** Whether another member should be asked because of the status; the budget is charged then. */
    boolean isUnwanted(FleetMember<G> member, int status) {
        return rules.statuses().contains(status)
                && ticket.isIdempotent()
                && body.canBeSentAgain()
                && !isTotalOver()
                && mayGoOn(member);
    }

    /** No other attempt follows: the response goes to the host. */
    void settle() {
        body.last();
    }

    /** How an attempt with this status has ended, as far as the member is concerned. */
    Outcome outcome(int status) {
        return fleet.config().ejection().failureStatuses().contains(status)
                ? Outcome.ofStatus(status)
                : Outcome.SUCCESS;
    }

    private boolean mayGoOn(FleetMember<G> member) {
        ticket.failedAt(member);
        return fleet.mayRetry(ticket);
    }

    /**
     * An attempt failed; its permit is free from now on.
     *
     * @return null if another attempt follows, or else what the host gets
     */
    @Nullable
    GatewayException failed(FleetMember<G> member, GatewayException failure, boolean byDeadline) {
        fleet.ended(member, Outcome.of(failure));
        boolean retried = RetryRule.allows(failure, ticket.isIdempotent(), byDeadline)
                && body.canBeSentAgain()
                && !isTotalOver()
                && mayGoOn(member);
        fleet.announcer().tell(to -> to.attemptFailed(request, member, failure, retried));
        GatewayException told = add(failure);
        return retried ? null : told;
    }

    /**
     * Adds a failure to those before it, and returns what the host gets if it is the last one: the first after which the application
     * may have run, because the host must not send the request elsewhere then; or else the first. If the host itself has ended the
     * request, it gets that.
     */
    GatewayException add(GatewayException failure) {
        GatewayException before = first;
        if (before == null) {
            first = failure;
            return failure;
        }
        if (failure instanceof ExchangeAbortedException && (failure.mayHaveRun() || !before.mayHaveRun())) {
            failure.addSuppressed(before);
            return failure;
        }
        if (failure instanceof ExchangeAbortedException) {
            GatewayException aborted = new ExchangeAbortedException(
                    failure.backend(), failure.phase(), true, "ended after an attempt that may have run", failure);
            aborted.addSuppressed(before);
            return aborted;
        }
        if (failure.mayHaveRun() && !before.mayHaveRun()) {
            failure.addSuppressed(before);
            first = failure;
            return failure;
        }
        before.addSuppressed(failure);
        return before;
    }

    /** There is no response. */
    void end() {
        body.last();
        fleet.leave();
    }
}
