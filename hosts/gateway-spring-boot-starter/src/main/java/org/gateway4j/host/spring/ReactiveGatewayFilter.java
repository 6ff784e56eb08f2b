package org.gateway4j.host.spring;

import java.security.Principal;
import java.util.Optional;
import java.util.function.Function;
import org.gateway4j.async.EventLoop;
import org.gateway4j.host.AsyncRelay;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.HostRequest;
import org.gateway4j.host.Mounts;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Lets gateways answer the requests of a reactive application. A request that no route takes goes on through the chain. */
final class ReactiveGatewayFilter implements WebFilter, Ordered {

    private final AsyncRelay relay;
    private final ExchangesInFlight exchanges;
    private final ReactiveLoops loops;
    private final int order;

    ReactiveGatewayFilter(
            Mounts mounts, ExchangesInFlight exchanges, HostConfig config, ReactiveLoops loops, int order) {
        this.relay = new AsyncRelay(mounts, config);
        this.exchanges = exchanges;
        this.loops = loops;
        this.order = order;
    }

    @Override
    public int getOrder() {
        return order;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ReactorConnection connection = ReactorConnection.of(exchange.getRequest());
        HostRequest facts = ReactiveRequestFacts.of(exchange.getRequest(), connection);
        if (!relay.takes(facts)) {
            return chain.filter(exchange);
        }
        return Mono.using(
                exchanges::begin,
                end -> exchange.getPrincipal()
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(user -> answer(exchange, connection, facts, user.orElse(null))),
                Runnable::run);
    }

    private Mono<Void> answer(
            ServerWebExchange exchange,
            @Nullable ReactorConnection connection,
            HostRequest facts,
            @Nullable Principal user) {
        if (user != null) {
            facts.user(user.getName(), null);
        }
        return Mono.<Mono<Void>>create(answer -> begin(exchange, connection, facts, answer))
                .flatMap(Function.identity());
    }

    private void begin(
            ServerWebExchange exchange,
            @Nullable ReactorConnection connection,
            HostRequest facts,
            MonoSink<Mono<Void>> answer) {
        EventLoop loop = loops.of(connection);
        facts.body(ReactiveRequestBody.of(exchange.getRequest(), connection));
        relay.serve(facts, loop, new ReactiveResponseSink(exchange, connection, loop, answer));
    }
}
