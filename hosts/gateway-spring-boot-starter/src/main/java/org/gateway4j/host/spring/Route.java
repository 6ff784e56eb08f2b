package org.gateway4j.host.spring;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gateway4j.Gateway;
import org.gateway4j.HealthProbe;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.host.Mount;

/**
 * A route that is served.
 *
 * @param name its name
 * @param target what answers, for the log
 * @param mount its path and gateway
 * @param probe checks the health of its application
 * @param owned what ends with the route, in this order; empty if the gateway is a bean
 */
record Route(String name, String target, Mount mount, Optional<HealthProbe> probe, List<AutoCloseable> owned) {

    boolean drain(Duration longest) throws InterruptedException {
        Optional<Gateway> blocking = mount.gateway();
        return blocking.isPresent()
                ? blocking.get().drain(longest)
                : mount.asyncGateway().orElseThrow().drain(longest);
    }

    PoolStats stats() {
        return mount.gateway()
                .map(Gateway::stats)
                .or(() -> mount.asyncGateway().map(AsyncGateway::stats))
                .orElseThrow();
    }

    @Override
    public String toString() {
        return mount.prefix() + "/** -> " + target + (target.equals(name) ? "" : " (" + name + ")");
    }
}
