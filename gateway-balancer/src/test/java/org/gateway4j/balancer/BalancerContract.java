package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.Spooling;
import org.gateway4j.contract.Running;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.SocketContract;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** A balancer keeps the contract of a gateway, but for what only its members know. */
abstract class BalancerContract extends SocketContract {

    BalancerContract(Transport transport, ThreadKind threads) {
        super(transport, threads);
    }

    @Override
    protected SocketApplication speaker() {
        return new TestResponder();
    }

    /** Only a member knows what it refuses, so a request that must be refused waits for its turn there. */
    @Override
    @Test
    @Covers("balancer/case-82")
    public void requestThatIsTooLargeNeitherWaitsForAConnectionNorIsSpooled() throws Exception {
        Gateway gateway = gateway(settings()
                .with(PoolConfig.of(1))
                .with(settings().spooling().withMode(Spooling.Mode.REFUSE_UNKNOWN_LENGTH)));
        WatchedBody body = new WatchedBody(RequestBody.of(new ByteArrayInputStream(new byte[100_000]), -1));
        Running<RequestRejectedException> refused;
        try (GatewayResponse held = gateway.dispatch(get())) {
            refused = threads()
                    .run(() -> assertThrows(RequestRejectedException.class, () -> gateway.dispatch(post(body))));
            Await.untilEquals(1, () -> gateway.stats().waiting(), "callers waiting");
            assertEquals(200, held.status());
        }
        assertEquals(
                RequestRejectedException.Reason.LENGTH_REQUIRED,
                refused.result().reason());
        assertEquals(0, body.bytesRead());
        assertClosedOnce(body);
    }
}
