package org.gateway4j.balancer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayListener;
import org.gateway4j.PoolConfig;
import org.gateway4j.contract.Settings;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Transport;

/** Balancers and members with the configuration that the contract asks for. */
final class ContractMembers {

    /** What two of three members do. */
    enum Others {
        /** They serve too; all three together have the capacity that the contract asks for, as far as it can be shared. */
        ALIVE,
        /** Nobody is there. They are asked first, until they are ejected. */
        DEAD,
        /** They take no requests: for what a host sees of a member alone. */
        RESTING
    }

    private ContractMembers() {}

    static FastCgiGateway.Builder fastCgi(Endpoint to, Settings with) {
        return FastCgiGateway.builder(to)
                .scripts(ScriptMapper.script(Path.of("/srv/app.php")))
                .pool(with.pool())
                .timeouts(with.timeouts())
                .limits(with.limits())
                .spooling(with.spooling())
                .listener(with.listener());
    }

    /** Requests wait in the balancer's queue, not in the pools of members. */
    static <G, B> BalancerBuilder<G, B> configured(BalancerBuilder<G, B> builder, Settings with) {
        return builder.queueing(queueing -> queueing.withMaxWaiting(with.pool().maxWaiters())
                .withLongest(with.timeouts().acquire())
                .withSticky(with.timeouts().acquire()));
    }

    /** Three members. The first that is free is asked, so that requests and connections can be counted. */
    static <G, B> BalancerBuilder<G, B> three(
            BalancerBuilder<G, B> builder,
            Endpoint to,
            Settings with,
            Others others,
            Function<FastCgiGateway.Builder, G> open) {
        configured(builder, with).policy(ContractMembers::firstThatIsFree);
        int most = with.pool().maxConnections();
        PoolConfig alone = with.pool().withMaxConnections(1);
        if (others != Others.DEAD) {
            builder.ejection(ejection -> ejection.withFailures(1_000_000).withMinimumRequests(1_000_000));
        }
        if (others == Others.ALIVE && most > 2) {
            return builder.retries(retries -> retries.withMaxAttempts(1))
                    .member("one", open.apply(fastCgi(to, with.with(with.pool().withMaxConnections(most - 2)))))
                    .member("two", open.apply(fastCgi(to, with.with(alone))))
                    .member("three", open.apply(fastCgi(to, with.with(alone))));
        }
        if (others == Others.DEAD) {
            Endpoint nobody =
                    Endpoint.parse(Transport.UNIX.nobody(with.spooling().directory()));
            Settings unheard = with.with(alone).with(new GatewayListener() {});
            return builder.ejection(ejection -> ejection.withFailures(3)
                            .withBase(Duration.ofMinutes(1))
                            .withPanicBelow(0))
                    .retries(retries -> retries.withBudget(2))
                    .member("one", open.apply(fastCgi(nobody, unheard)))
                    .member("two", open.apply(fastCgi(nobody, unheard)))
                    .member("three", open.apply(fastCgi(to, with)));
        }
        return builder.member("one", open.apply(fastCgi(to, with)))
                .member(MemberSpec.of("two", open.apply(fastCgi(to, with.with(alone))))
                        .withWeight(0))
                .member(MemberSpec.of("three", open.apply(fastCgi(to, with.with(alone))))
                        .withWeight(0));
    }

    private static int firstThatIsFree(Policy.Choice choice) {
        for (int i = 0; i < choice.members().size(); i++) {
            if (choice.isFree(i)) {
                return i;
            }
        }
        return -1;
    }
}
