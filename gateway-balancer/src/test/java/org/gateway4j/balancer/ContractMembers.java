package org.gateway4j.balancer;

import java.nio.file.Path;
import org.gateway4j.Endpoint;
import org.gateway4j.contract.Settings;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;

/** Balancers and members with the configuration that the contract asks for. */
final class ContractMembers {

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
}
