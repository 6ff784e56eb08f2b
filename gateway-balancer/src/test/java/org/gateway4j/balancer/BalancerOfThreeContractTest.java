package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.balancer.ContractMembers.Others;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A balancer of three members keeps the contract of a gateway, also while two of them are dead. */
@MethodSource("kinds")
@SuppressWarnings("JUnitMethodInvoked") // The same test, with other members.
class BalancerOfThreeContractTest extends BalancerContract {

    private Others others;

    BalancerOfThreeContractTest(Transport transport, Others others) {
        super(transport, ThreadKind.PLATFORM);
        this.others = others;
    }

    static Stream<Arguments> kinds() {
        return Stream.of(Arguments.of(Transport.UNIX, Others.ALIVE), Arguments.of(Transport.TCP, Others.DEAD));
    }

    @Override
    protected Gateway open(Endpoint to, Settings with) {
        return ContractMembers.three(Balancer.builder(), to, with, others, FastCgiGateway.Builder::build)
                .build();
    }

    /** The limit is that of all members, and each of them keeps connections of its own. */
    @Override
    @Test
    @Covers("balancer/case-82")
    public void figuresAreThoseOfTheLimitAndOfWhatIsUsed() throws Exception {
        Gateway gateway = gateway(settings().with(PoolConfig.of(3)));
        assertEquals(others == Others.DEAD ? 5 : 3, gateway.stats().limit());
        try (GatewayResponse first = gateway.dispatch(get());
                GatewayResponse second = gateway.dispatch(get())) {
            assertEquals(2, gateway.stats().inUse());
            assertEquals(0, first.body().readAllBytes().length);
            assertEquals(0, second.body().readAllBytes().length);
        }
        assertEquals(0, gateway.stats().inUse());
        assertEquals(2, gateway.stats().idle());
        assertEquals(2, gateway.stats().opened());
    }

    /** Each member bounds its own. */
    @Override
    @Test
    public void bodiesSpooledTogetherAreBounded() throws Exception {
        others = Others.RESTING;
        super.bodiesSpooledTogetherAreBounded();
    }

    /** The listener of a member hears of its own part: the body may have been spooled by another. */
    @Override
    @Test
    public void listenerIsToldInOrder() throws Exception {
        others = Others.RESTING;
        super.listenerIsToldInOrder();
    }

    @Override
    @Test
    public void listenerIsToldOfFailures() {
        others = Others.RESTING;
        super.listenerIsToldOfFailures();
    }

    /** The caller gets the first failure, and each member's listener its own. */
    @Override
    @Test
    public void factsOfARequestThatWasNotSentHoldNoBytes() throws Exception {
        others = Others.RESTING;
        super.factsOfARequestThatWasNotSentHoldNoBytes();
    }
}
