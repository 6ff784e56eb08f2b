package org.gateway4j.host.jetty;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.gateway4j.host.HostRequest;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * A request of Jetty and its response, until Jetty's callback is completed. Safe for use by several threads.
 */
final class Exchange {

    private enum State {
        /** The response is not whole yet. */
        OPEN,
        /** The response is sent, and what is left of the request is dropped. */
        LINGERING,
        /** The callback is completed. */
        OVER
    }

    /** How long a client may go on sending a request that is answered already. */
    private static final long LINGER_SECONDS = 5;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ClientWatch watch;

    /** Asked for at the start: a completed request has none, and Jetty takes the failure for one of the next request. */
    private final Components components;

    private final ContentBody body;
    private final @Nullable SilentClient client;
    private volatile Runnable whenClientGone = () -> {};
    private State state = State.OPEN;
    private Scheduler.@Nullable Task patience;
    private boolean young = true;
    private volatile @Nullable StreamTimeout timeout;

    Exchange(Request request, Response response, Callback callback, ClientWatch watch) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.watch = watch;
        components = request.getComponents();
        body = new ContentBody(request, this);
        client = SilentClient.of(request);
    }

    /** The request, for a relay. */
    HostRequest hostRequest() {
        return RequestFacts.hostRequest(request, body);
    }

    Request request() {
        return request;
    }

    Response response() {
        return response;
    }

    Connection connection() {
        return request.getConnectionMetaData().getConnection();
    }

    HttpConfiguration configuration() {
        return request.getConnectionMetaData().getHttpConfiguration();
    }

    ByteBufferPool buffers() {
        return components.getByteBufferPool();
    }

    /** Runs what may block. */
    Executor executor() {
        return components.getExecutor();
    }

    /** Begins to look after the client. Jetty's idle timeout is for clients: an application may be silent for longer. */
    void onClientGone(Runnable action) {
        whenClientGone = action;
        request.addIdleTimeoutListener(timeout -> false);
        request.addFailureListener(failure -> clientGone());
        if (client == null) {
            timeout = StreamTimeout.of(request);
        } else {
            watch.add(this);
        }
    }

    /** From now on, the client is to send or to read something. */
    void awaitClient() {
        StreamTimeout running = timeout;
        if (running != null) {
            running.begin();
        }
    }

    /** The client has done so. */
    void clientMoved() {
        StreamTimeout running = timeout;
        if (running != null) {
            running.end();
        }
    }

    void clientGone() {
        whenClientGone.run();
    }

    /** Looks whether the client is gone, unless Jetty reads from the connection itself. */
    void look() {
        boolean arrived = body.hasArrived(); // Not under the lock: the body may tell of a failure under its own.
        boolean gone;
        synchronized (this) {
            if (young) {
                young = false;
                return;
            }
            gone = state == State.OPEN && client != null && arrived && client.isGone();
        }
        if (gone) {
            watch.remove(this);
            clientGone();
        }
    }

    /** Sets status and fields of the response. */
    void commit(ResponseHead head) {
        setFields(head);
        if (head.length() >= 0) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, head.length());
        }
    }

    private void setFields(ResponseHead head) {
        response.setStatus(head.status());
        HttpFields.Mutable fields = response.getHeaders();
        head.headers().forEach((name, value) -> {
            if (isSetByJetty(name)) {
                fields.put(name, value);
            } else {
                fields.add(name, value);
            }
        });
    }

    private static boolean isSetByJetty(String name) {
        return name.equalsIgnoreCase("Date") || name.equalsIgnoreCase("Server");
    }

    /** Whether the head must leave before the end of the response: with the end, Jetty declares a length of its own. */
    boolean leavesAlone(ResponseHead head) {
        boolean lengthOfAnother =
                HttpMethod.HEAD.is(request.getMethod()) || head.status() == HttpStatus.NOT_MODIFIED_304;
        return !head.hasBody() && head.length() < 0 && lengthOfAnother;
    }

    /** Whether Jetty sends the file that an application has named: the client's ranges and conditions count. */
    boolean sendsFile(ResponseHead head) {
        return FileSender.takes(head, request);
    }

    /** Sends a file in place of a body. Reading it may block. */
    void sendFile(ResponseHead head, Path file, Callback sent) {
        watch.remove(this);
        awaitClient();
        setFields(head);
        try {
            FileSender.send(head, file, request, response, sent);
        } catch (RuntimeException e) {
            sent.failed(e);
        }
    }

    /** The last byte of the response is written. The client gets some time to send what is left of its request. */
    void end() {
        if (!advance(State.LINGERING)) {
            return;
        }
        watch.remove(this);
        if (body.discard(this::lingerOn)) {
            complete();
        } else {
            limitPatience();
        }
    }

    private synchronized void limitPatience() {
        if (state == State.LINGERING) {
            patience = components.getScheduler().schedule(this::complete, LINGER_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void lingerOn() {
        try {
            executor().execute(this::discardMore);
        } catch (RejectedExecutionException e) {
            abort(e);
        }
    }

    private void discardMore() {
        if (body.discard(this::lingerOn)) {
            complete();
        }
    }

    private void complete() {
        if (advance(State.OVER)) {
            body.finish();
            callback.succeeded();
        }
    }

    /** Ends without an end of the response: the client sees the connection closed, or the stream reset. */
    void abort(Throwable cause) {
        if (advance(State.OVER)) {
            watch.remove(this);
            body.finish();
            callback.failed(new Request.Handler.AbortException(cause));
        }
    }

    private synchronized boolean advance(State next) {
        boolean later = next.compareTo(state) > 0;
        if (later) {
            state = next;
            if (patience != null) {
                patience.cancel();
            }
        }
        return later;
    }
}
