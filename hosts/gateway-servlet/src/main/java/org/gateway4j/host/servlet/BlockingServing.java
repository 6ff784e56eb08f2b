package org.gateway4j.host.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gateway4j.host.BlockingRelay;
import org.gateway4j.host.HostRequest;

/** Serves each request on the thread that the container has given to it. */
final class BlockingServing extends Serving {

    private final BlockingRelay relay;

    BlockingServing(BlockingRelay relay) {
        this.relay = relay;
    }

    @Override
    boolean takes(HostRequest read) {
        return relay.takes(read);
    }

    @Override
    void serve(HostRequest read, RequestContent content, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RequestStream body = content.blocking();
        try {
            relay.serve(read.body(body, content.length()), new BlockingResponseSink(response, body));
        } finally {
            body.finish();
        }
    }

    @Override
    void refuse(HostRequest read, HttpServletRequest request, HttpServletResponse response, int status)
            throws IOException {
        relay.refuse(read, new BlockingResponseSink(response, null), status);
    }

    @Override
    public void close() {}
}
