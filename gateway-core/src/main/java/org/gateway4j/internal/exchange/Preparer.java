package org.gateway4j.internal.exchange;

import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.body.ReadAhead;
import org.gateway4j.internal.pool.ConnectionPool;
import org.gateway4j.internal.pool.PoolRejection;
import org.gateway4j.internal.wire.Nanos;

/**
 * Prepares requests before a connection is taken: checks and maps a request, and reads its body ahead. All refusals happen here.
 * Safe for use by several threads.
 */
public final class Preparer {

    private final Backend backend;
    private final ConnectionPool<?> pool;
    private final Failures failures;
    private final AdmissionCheck check;
    private final ReadAhead ahead;

    /** The preparer of a gateway with that pool. */
    public Preparer(Backend backend, ConnectionPool<?> pool) {
        this.backend = backend;
        this.pool = pool;
        this.failures = new Failures(backend);
        this.check = new AdmissionCheck(backend);
        this.ahead = new ReadAhead(backend.name(), backend.spooling(), backend.bodyFileAccess());
    }

    /** Whether preparing this request may have to wait, for a file system or for the client's body. */
    public boolean mayBlock(GatewayRequest request, Preparation<?> preparation, OutgoingBody body) {
        try {
            return preparation.mayBlock(request) || body.plan(ahead, request) != ReadAhead.Plan.SEND;
        } catch (RequestRejectedException e) {
            return false;
        }
    }

    /**
     * When an exchange that began then must have ended.
     *
     * @param begun a time, as {@link System#nanoTime} has it
     */
    public long deadline(GatewayRequest request, long begun) {
        return Nanos.after(
                begun, backend.with(request.timeouts()).timeoutNanos().exchange());
    }

    /**
     * Prepares a request, on the calling thread. Its body is the caller's to close if that fails.
     *
     * @param begun when the exchange began, as {@link System#nanoTime} has it
     */
    public <Q> PreparedRequest<Q> prepare(
            GatewayRequest request, Preparation<Q> preparation, OutgoingBody body, ExchangeEvents events, long begun)
            throws GatewayException {
        refuseIfDraining();
        check.check(request);
        Q call = preparation.prepare(request);
        Backend asked = backend.with(request.timeouts());
        long deadline = Nanos.after(begun, asked.timeoutNanos().exchange());
        ReadAhead.Plan plan = body.plan(ahead, request);
        if (plan == ReadAhead.Plan.SEND) {
            return new PreparedRequest<>(request, call, body, asked, deadline, begun, events);
        }
        readAhead(body, plan, new ReadAhead.Patience(deadline, asked.timeouts()));
        events.spooled(body.length());
        return new PreparedRequest<>(request, call, body, asked, deadline, System.nanoTime(), events);
    }

    /** Refuses whoever comes while the gateway drains. */
    private void refuseIfDraining() throws GatewayException {
        try {
            pool.refuseUnlessOpen();
        } catch (PoolRejection e) {
            throw failures.rejected(e);
        }
    }

    private void readAhead(OutgoingBody body, ReadAhead.Plan plan, ReadAhead.Patience patience)
            throws GatewayException {
        if (plan == ReadAhead.Plan.SPOOL) {
            refuseIfFull();
        }
        body.readAhead(ahead, plan, patience);
    }

    /** Refuses a request now that would be refused after its body was spooled. */
    private void refuseIfFull() throws GatewayException {
        try {
            pool.refuseIfFull();
        } catch (PoolRejection e) {
            throw failures.rejected(e);
        }
    }

    /** How many bytes of request bodies are spooled now. */
    public long spooled() {
        return ahead.spooled();
    }
}
