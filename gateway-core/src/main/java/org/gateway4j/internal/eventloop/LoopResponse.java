package org.gateway4j.internal.eventloop;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.gateway4j.GatewayException;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.EventLoop;
import org.gateway4j.internal.exchange.DecodedResponse;
import org.gateway4j.internal.protocol.ResponseHead;

/** The response that a host sees of a {@link LoopExchange}. */
final class LoopResponse extends DecodedResponse implements AsyncResponse {

    private final LoopExchange<?> exchange;
    private final LoopWire wire;

    LoopResponse(LoopExchange<?> exchange, LoopWire wire, ResponseHead head) {
        super(exchange, head);
        this.exchange = exchange;
        this.wire = wire;
    }

    @Override
    public EventLoop loop() {
        return wire.loop();
    }

    @Override
    public int read(ByteBuffer target) throws GatewayException {
        return exchange.read(target);
    }

    @Override
    public void demand(Runnable whenReadable) {
        exchange.demand(Objects.requireNonNull(whenReadable));
    }

    @Override
    public void close() {
        wire.onLoop(exchange::close);
    }
}
