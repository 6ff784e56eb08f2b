package org.gateway4j.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.util.Optional;
import java.util.stream.Stream;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;
import org.gateway4j.balancer.Member;
import org.gateway4j.balancer.Members;
import org.gateway4j.examples.local.LocalGateway;
import org.jspecify.annotations.Nullable;

/**
 * The members of a balancer, as JSON. A POST to {@code ?drain=NAME} or {@code ?activate=NAME} changes the state of one; it needs the
 * field {@code X-Demo}, which no page of another site can send.
 */
final class MemberFigures extends LocalGateway {

    private static final Headers HEADERS = Headers.of("Content-Type", "application/json", "Cache-Control", "no-store");
    private static final String DRAIN = "drain=";
    private static final String ACTIVATE = "activate=";

    private final Members<Gateway> members;

    MemberFigures(Members<Gateway> members) {
        this.members = members;
    }

    @Override
    protected GatewayResponse answer(GatewayRequest request) {
        if (isRead(request)) {
            return GatewayResponse.of(200, HEADERS, RequestBody.of(json().getBytes(UTF_8)));
        }
        if (!request.method().equals("POST")) {
            return text(405, Headers.of("Allow", "GET, HEAD, POST"), "Members can be read, drained and activated");
        }
        return request.headers().contains("X-Demo")
                ? change(request.query())
                : text(403, Headers.empty(), "The field X-Demo is missing");
    }

    private GatewayResponse change(@Nullable String query) {
        Optional<Member> drained = named(query, DRAIN);
        Optional<Member> activated = named(query, ACTIVATE);
        if (drained.isEmpty() && activated.isEmpty()) {
            return text(404, Headers.empty(), "There is no such member; the query must be drain=NAME or activate=NAME");
        }
        drained.ifPresent(Member::drain);
        activated.ifPresent(Member::activate);
        return text(200, Headers.empty(), "Done");
    }

    private Optional<Member> named(@Nullable String query, String action) {
        return query != null && query.startsWith(action)
                ? members.get(query.substring(action.length()))
                : Optional.empty();
    }

    private String json() {
        return members.all().stream().map(MemberFigures::json).collect(joining(",", "[", "]"));
    }

    private static String json(Member member) {
        return Stream.of(
                        "\"name\":\"" + member.name() + "\"",
                        "\"state\":\"" + member.state() + "\"",
                        "\"health\":\"" + member.health() + "\"",
                        "\"inFlight\":" + member.inFlight(),
                        "\"requests\":" + member.stats().attempts(),
                        "\"failures\":" + member.stats().failures(),
                        "\"ejections\":" + member.stats().ejections())
                .collect(joining(",", "{", "}"));
    }
}
