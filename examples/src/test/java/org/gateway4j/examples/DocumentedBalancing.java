package org.gateway4j.examples;

import java.time.Duration;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.balancer.Affinity;
import org.gateway4j.balancer.Balancer;
import org.gateway4j.balancer.EndpointSource;
import org.gateway4j.balancer.Member;
import org.gateway4j.balancer.MemberSpec;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.DocumentRoot;

/** The code of docs/guide/balancing.md, which is compiled here and run by nobody. */
final class DocumentedBalancing {

    private DocumentedBalancing() {}

    static Balancer tomcats() {
        Balancer shop = Balancer.builder()
                .name("shop")
                .member(MemberSpec.of("node1", tomcat("10.0.0.1")).withStateVariable("JK_LB_ACTIVATION"))
                .member(MemberSpec.of("node2", tomcat("10.0.0.2")).withStateVariable("JK_LB_ACTIVATION"))
                .member(MemberSpec.of("standby", tomcat("10.0.0.3")).withTier(1))
                .affinity(Affinity.sessionRoute("JSESSIONID", "jsessionid"))
                .slowStart(start -> start.withWindow(Duration.ofSeconds(30)))
                .build();
        return shop;
    }

    static Gateway tomcat(String host) {
        return AjpGateway.builder(Endpoint.tcp(host, 8009))
                .allowedAttributes("JK_LB_ACTIVATION")
                .build();
    }

    static void deploy(Balancer shop) {
        Member old = shop.members().get("node1").orElseThrow();
        old.drain();
        // Later, when most sessions have ended:
        old.remove(Duration.ofMinutes(5)).thenRun(() -> System.out.println("node1 is closed"));
        shop.members().add(MemberSpec.of("node1", tomcat("10.0.0.4")));
    }

    static Balancer php(DocumentRoot scripts) {
        Balancer php = Balancer.builder()
                .members(
                        EndpointSource.dns("php", 9000, Duration.ofSeconds(5)),
                        endpoint -> MemberSpec.of(
                                endpoint.toString(),
                                FastCgiGateway.builder(endpoint)
                                        .scripts(scripts)
                                        .build()),
                        Duration.ofSeconds(30))
                .build();
        return php;
    }
}
