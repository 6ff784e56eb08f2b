package org.gateway4j.host.servlet;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
import org.gateway4j.PoolStats;
import org.gateway4j.contract.host.RunningHost;

/** A container and the gateways in it, which end before it does. */
record ServedContainer(Container container, List<Supplier<PoolStats>> suppliers, List<Runnable> gateways)
        implements RunningHost {

    @Override
    public InetSocketAddress address() {
        return container.address();
    }

    @Override
    public List<PoolStats> stats() {
        return suppliers.stream().map(Supplier::get).toList();
    }

    @Override
    public void close() throws Exception {
        gateways.forEach(Runnable::run);
        container.close();
    }
}
