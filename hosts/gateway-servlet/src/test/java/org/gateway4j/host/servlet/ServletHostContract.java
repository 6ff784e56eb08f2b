package org.gateway4j.host.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.host.Deviations;
import org.gateway4j.contract.host.HostContract;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;

/** The contract of hosts, for one container and one way to serve. */
abstract class ServletHostContract extends HostContract {

    /** What no container lets through. */
    static Deviations ofEveryContainer() {
        String silence =
                "a container reads nothing from a client while the application is silent, and so never hears of its end";
        String mismatch = "the container answers 400 if the Host field is another than the authority of the target";
        return Deviations.none()
                .with("aClientThatLeavesFreesTheApplicationThatIsSilent", silence)
                .with("aClientThatLeavesFreesTheApplicationThatPauses", silence)
                .with("takesTheAuthorityOfAnAbsoluteTarget", mismatch);
    }

    /** The container of these tests. */
    abstract Container start(Deployment deployment) throws Exception;

    /** What serves. */
    abstract Deployment deployment(Mounts mounts);

    /** Whether the gateways are for event loops. */
    abstract boolean isAsync();

    @Override
    protected final RunningHost start(HostSetup toServe) throws Exception {
        List<Supplier<PoolStats>> stats = new ArrayList<>();
        List<Runnable> gateways = new ArrayList<>();
        Mounts.Builder mounts = Mounts.builder();
        for (HostSetup.Mount mount : toServe.mounts()) {
            FastCgiGateway.Builder builder = toServe.configure(FastCgiGateway.builder(mount.endpoint()))
                    .pool(toServe.settings().pool())
                    .scripts(toServe.scripts());
            if (isAsync()) {
                AsyncGateway gateway = builder.buildAsync();
                mounts.mount(mount.path(), gateway);
                stats.add(gateway::stats);
                gateways.add(gateway::close);
            } else {
                FastCgiGateway gateway = builder.build();
                mounts.mount(mount.path(), gateway);
                stats.add(gateway::stats);
                gateways.add(gateway::close);
            }
        }
        return new ServedContainer(start(deployment(mounts.build())), stats, gateways);
    }
}
