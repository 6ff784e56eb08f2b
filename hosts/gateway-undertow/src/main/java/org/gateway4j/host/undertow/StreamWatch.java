package org.gateway4j.host.undertow;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import org.xnio.conduits.ConduitStreamSinkChannel;

/** Listens for the reset of a stream of HTTP/2 until there is a response, whose channel tells of it from then on. */
final class StreamWatch implements ClientWatch {

    private final HttpServerExchange undertow;
    private final Runnable whenGone;

    StreamWatch(HttpServerExchange undertow, Runnable whenGone) {
        this.undertow = undertow;
        this.whenGone = whenGone;
    }

    @Override
    public void begin() {
        if (!undertow.isResponseStarted()) {
            Connectors.getConduitSinkChannel(undertow).setWriteListener(this::woken);
        }
    }

    private void woken(ConduitStreamSinkChannel sink) {
        sink.suspendWrites();
        if (!sink.isOpen()) {
            whenGone.run();
        }
    }

    @Override
    public void end() {}
}
