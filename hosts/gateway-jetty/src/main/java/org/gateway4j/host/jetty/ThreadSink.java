package org.gateway4j.host.jetty;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.gateway4j.GatewayRequest;
import org.gateway4j.host.BlockingSink;
import org.gateway4j.host.ResponseHead;

/** The response of an exchange on the thread that handles the request. */
final class ThreadSink implements BlockingSink {

    @FunctionalInterface
    private interface Write {

        void run() throws IOException;
    }

    private final Exchange exchange;
    private final OutputStream body;

    ThreadSink(Exchange exchange) {
        this.exchange = exchange;
        body = Response.asBufferedOutputStream(exchange.request(), exchange.response());
    }

    @Override
    public void onClientGone(Runnable action) {
        exchange.onClientGone(action);
    }

    @Override
    public void head(ResponseHead head) throws IOException {
        exchange.commit(head);
        if (exchange.leavesAlone(head)) {
            flush();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        toClient(() -> body.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        toClient(body::flush);
    }

    private void toClient(Write write) throws IOException {
        exchange.awaitClient();
        try {
            write.run();
        } finally {
            exchange.clientMoved();
        }
    }

    @Override
    public boolean sendFile(ResponseHead head, Path file, GatewayRequest request) throws IOException {
        if (!exchange.sendsFile(head)) {
            return false;
        }
        try (Blocker.Callback sent = Blocker.callback()) {
            exchange.sendFile(head, file, sent);
            sent.block();
        }
        exchange.end();
        return true;
    }

    /** Writes the end of the response. What is not closed has no end. */
    @Override
    public void end() throws IOException {
        toClient(body::close);
        exchange.end();
    }

    @Override
    public void abort(Throwable cause) {
        exchange.abort(cause);
    }
}
