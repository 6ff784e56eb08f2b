package org.gateway4j.balancer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;

/** Remembers what a balancer tells. */
final class Events implements BalancerListener {

    /** The members that were asked, in their order. */
    final List<String> attempts = Collections.synchronizedList(new ArrayList<>());

    /** Changes, one line each. */
    final List<String> changes = Collections.synchronizedList(new ArrayList<>());

    final List<Routing> routings = Collections.synchronizedList(new ArrayList<>());
    final List<String> reasons = Collections.synchronizedList(new ArrayList<>());
    final List<GatewayRequest> requests = Collections.synchronizedList(new ArrayList<>());
    int denied;
    int queued;

    @Override
    public void memberAdded(Member member) {
        changes.add("added " + member.name());
    }

    @Override
    public void stateChanged(Member member, Member.State from, Member.State to) {
        changes.add(member.name() + " " + from + ">" + to);
    }

    @Override
    public void healthChanged(Member member, Member.Health from, Member.Health to, String reason) {
        changes.add(member.name() + " " + from + ">" + to);
        reasons.add(reason);
    }

    @Override
    public void memberClosed(Member member) {
        changes.add("closed " + member.name());
    }

    @Override
    public void panicChanged(boolean active) {
        changes.add("panic " + active);
    }

    @Override
    public void attemptStarted(GatewayRequest request, Member member, int attempt, Routing routing) {
        attempts.add(member.name());
        routings.add(routing);
        requests.add(request);
    }

    @Override
    public void attemptFailed(GatewayRequest request, Member member, GatewayException failure, boolean retried) {
        changes.add("failed at " + member.name() + (retried ? ", retried" : ""));
    }

    @Override
    public void queued(GatewayRequest request) {
        queued++;
    }

    @Override
    public void retryDenied(GatewayRequest request) {
        denied++;
    }

    @Override
    public void sourceFailed(Exception failure) {
        changes.add("source failed: " + failure.getMessage());
    }
}
