package org.gateway4j.examples.demo;

import java.io.IOException;
import java.util.List;
import org.gateway4j.Gateway;
import org.gateway4j.Timeouts;
import org.gateway4j.balancer.Affinity;
import org.gateway4j.balancer.Balancer;
import org.gateway4j.balancer.BalancerBuilder;
import org.gateway4j.examples.mounts.AjpApplication;

/** Two Tomcats that serve the same application. Each keeps the sessions that it has begun. */
record TomcatPair(List<EmbeddedTomcat> tomcats) implements AutoCloseable {

    static TomcatPair start(DemoFolder folder) throws IOException {
        EmbeddedTomcat one = EmbeddedTomcat.start(folder, "one");
        try {
            return new TomcatPair(List.of(one, EmbeddedTomcat.start(folder, "two")));
        } catch (IOException e) {
            one.close();
            throw e;
        }
    }

    String description() {
        return "two of " + tomcats.get(0).description();
    }

    Balancer gateway(Timeouts timeouts) {
        BalancerBuilder<Gateway, Balancer> balancer =
                Balancer.builder().name("tomcats").affinity(Affinity.sessionRoute("JSESSIONID", "jsessionid"));
        for (EmbeddedTomcat tomcat : tomcats) {
            balancer.member(
                    tomcat.route(),
                    AjpApplication.gateway(tomcat.endpoint(), tomcat.secret(), tomcat.workers(), timeouts));
        }
        return balancer.build();
    }

    @Override
    public void close() {
        tomcats.forEach(EmbeddedTomcat::close);
    }
}
