package org.gateway4j.host.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gateway4j.async.EventLoop;
import org.gateway4j.host.AsyncRelay;
import org.gateway4j.host.AsyncSink;
import org.gateway4j.host.HostRequest;

/**
 * Serves requests on event loops. The threads of the container only pass on what happens. If something on the way to the servlet
 * does not support asynchronous requests, the thread of the request waits.
 */
final class AsyncServing extends Serving {

    private final AsyncRelay relay;
    private final Loops loops;

    AsyncServing(AsyncRelay relay, Loops loops) {
        this.relay = relay;
        this.loops = loops;
    }

    @Override
    boolean takes(HostRequest read) {
        return relay.takes(read);
    }

    @Override
    void serve(HostRequest read, RequestContent content, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Exchange exchange = (loop, sink) -> relay.serve(read, loop, sink);
        if (isAsyncPossible(request)) {
            AsyncResponseSink sink = AsyncResponseSink.start(request, response, loops.next());
            if (content.length() != 0) {
                PolledBody body = content.polled();
                read.body(body);
                sink.before(body::finish);
            }
            sink.run(exchange);
        } else {
            RequestStream body = content.blocking();
            read.body(body, content.length());
            try {
                await(exchange, new BlockingResponseSink(response, body));
            } finally {
                body.finish();
            }
        }
    }

    @Override
    void refuse(HostRequest read, HttpServletRequest request, HttpServletResponse response, int status)
            throws IOException {
        Exchange exchange = (loop, sink) -> relay.refuse(read, loop, sink, status);
        if (isAsyncPossible(request)) {
            AsyncResponseSink.start(request, response, loops.next()).run(exchange);
        } else {
            await(exchange, new BlockingResponseSink(response, null));
        }
    }

    /** What is to be done on a loop. */
    interface Exchange {

        void run(EventLoop loop, AsyncSink sink);
    }

    private void await(Exchange exchange, BlockingResponseSink response) throws IOException {
        EventLoop loop = loops.next();
        WaitingSink sink = new WaitingSink(response, loop);
        loop.execute(() -> exchange.run(loop, sink));
        sink.writeUntilEnd();
    }

    private static boolean isAsyncPossible(HttpServletRequest request) {
        return request.isAsyncSupported() && !request.isAsyncStarted();
    }

    @Override
    public void close() {
        loops.close();
    }
}
