package org.gateway4j.internal.exchange;

import org.gateway4j.Handoff;
import org.gateway4j.Headers;
import org.gateway4j.ResponseFacts;
import org.gateway4j.internal.protocol.ResponseHead;
import org.jspecify.annotations.Nullable;

/** What a host sees of the head of an {@link Exchange}'s answer. */
public abstract class DecodedResponse implements ResponseFacts {

    private final Exchange<?> exchange;
    private final ResponseHead head;
    private final boolean hasBody;

    /** The answer of an exchange with that head. */
    protected DecodedResponse(Exchange<?> exchange, ResponseHead head) {
        this.exchange = exchange;
        this.head = head;
        this.hasBody = exchange.hasBody(head);
    }

    @Override
    public final int status() {
        return head.status();
    }

    @Override
    public final String reason() {
        return head.reason();
    }

    @Override
    public final Headers headers() {
        return head.headers();
    }

    @Override
    public final long contentLength() {
        return hasBody ? head.contentLength() : 0;
    }

    @Override
    public final boolean hasBody() {
        return hasBody;
    }

    @Override
    public final long declaredLength() {
        return head.contentLength();
    }

    @Override
    public final @Nullable Handoff handoff() {
        return exchange.handoff();
    }

    @Override
    public final long exitStatus() {
        return exchange.exitStatus();
    }
}
