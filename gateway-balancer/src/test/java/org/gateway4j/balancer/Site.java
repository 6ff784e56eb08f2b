package org.gateway4j.balancer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.balancer.internal.SimulatedTime;

/** A balancer over members without backends, in simulated time. What a balancer leaves to other threads is done at once. */
final class Site implements AutoCloseable {

    final SimulatedTime time = new SimulatedTime();
    final Events events = new Events();
    private final SplittableRandom random = new SplittableRandom(42);
    private final Map<String, FakeGateway> gateways = new LinkedHashMap<>();
    private final BalancerBuilder<Gateway, Balancer> builder = Balancer.builder()
            .timing(time)
            .random(random::nextInt)
            .executor(Runnable::run)
            .listener(events);
    private Balancer balancer;

    /** Members of one capacity. */
    static Site of(int capacity, String... names) {
        Site site = new Site();
        for (String name : names) {
            site.with(name, capacity, spec -> spec);
        }
        return site;
    }

    Site with(String name, int capacity, UnaryOperator<MemberSpec<Gateway>> change) {
        builder.member(spec(name, capacity, change));
        return this;
    }

    MemberSpec<Gateway> spec(String name, int capacity, UnaryOperator<MemberSpec<Gateway>> change) {
        FakeGateway gateway = new FakeGateway(name, capacity);
        gateways.put(name, gateway);
        return change.apply(MemberSpec.of(name, gateway));
    }

    Site configured(Consumer<BalancerBuilder<Gateway, Balancer>> change) {
        change.accept(builder);
        return this;
    }

    Balancer balancer() {
        if (balancer == null) {
            balancer = builder.build();
        }
        return balancer;
    }

    FakeGateway gateway(String name) {
        return gateways.get(name);
    }

    Member member(String name) {
        return balancer().members().get(name).orElseThrow();
    }

    Member.Health health(String name) {
        return member(name).health();
    }

    /** Dispatches and reads to the end. */
    int get() throws GatewayException {
        return send(GatewayRequest.get("/").build());
    }

    int send(GatewayRequest request) throws GatewayException {
        try (GatewayResponse response = balancer().dispatch(request)) {
            return response.status();
        }
    }

    /** The names of the members that so many requests go to, in their order. */
    String route(int requests) throws GatewayException {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < requests; i++) {
            int before = events.attempts.size();
            get();
            names.append(events.attempts.get(before));
        }
        return names.toString();
    }

    /** Dispatches and keeps the responses open. */
    List<GatewayResponse> hold(int requests) throws GatewayException {
        List<GatewayResponse> held = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            held.add(balancer().dispatch(GatewayRequest.get("/").build()));
        }
        return held;
    }

    @Override
    public void close() {
        balancer().close();
    }
}
