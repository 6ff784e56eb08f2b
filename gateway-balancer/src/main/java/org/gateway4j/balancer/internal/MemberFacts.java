package org.gateway4j.balancer.internal;

import org.gateway4j.Handoff;
import org.gateway4j.Headers;
import org.gateway4j.ResponseFacts;
import org.jspecify.annotations.Nullable;

/** What a member's response says of itself, which a balancer passes on as it is. */
abstract class MemberFacts implements ResponseFacts {

    private final ResponseFacts facts;

    MemberFacts(ResponseFacts facts) {
        this.facts = facts;
    }

    @Override
    public final int status() {
        return facts.status();
    }

    @Override
    public final String reason() {
        return facts.reason();
    }

    @Override
    public final Headers headers() {
        return facts.headers();
    }

    @Override
    public final boolean hasBody() {
        return facts.hasBody();
    }

    @Override
    public final long contentLength() {
        return facts.contentLength();
    }

    @Override
    public final long declaredLength() {
        return facts.declaredLength();
    }

    @Override
    public final @Nullable Handoff handoff() {
        return facts.handoff();
    }

    @Override
    public final long exitStatus() {
        return facts.exitStatus();
    }
}
