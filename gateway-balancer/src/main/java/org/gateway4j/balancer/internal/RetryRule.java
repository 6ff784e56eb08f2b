package org.gateway4j.balancer.internal;

import org.gateway4j.BackendTimeoutException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.RequestBodyException;
import org.gateway4j.RequestRejectedException;

/** Whether a failure is one that another member can make good. The budget comes after that. */
final class RetryRule {

    private RetryRule() {}

    /**
     * Whether another member may get the request.
     *
     * @param byDeadline whether a deadline of the balancer's own ended the attempt
     */
    static boolean allows(GatewayException failure, boolean idempotent, boolean byDeadline) {
        if (failure instanceof RequestRejectedException
                || failure instanceof RequestBodyException
                || failure instanceof ExchangeAbortedException) {
            return false;
        }
        if (!failure.mayHaveRun()) {
            return true;
        }
        return idempotent && (byDeadline || !(failure instanceof BackendTimeoutException));
    }
}
