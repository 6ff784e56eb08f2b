package org.gateway4j.async;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gateway4j.testkit.Await;

/** Remembers what a link has told, and acts on it as a test says. */
class LinkRecorder implements LinkHandler {

    /** What is run for an event, on the loop. */
    interface Action {

        void run(Link link) throws IOException;
    }

    private final SelectorLoop loop;
    private final List<String> events = new ArrayList<>();
    private Action whenConnected = link -> {};
    private Action whenReadable = link -> link.interest(false, false);
    private Action whenWritable = link -> link.interest(false, false);
    private IOException failure;
    private boolean returned;
    private Link link;

    LinkRecorder(SelectorLoop loop) {
        this.loop = loop;
    }

    /** Runs something on a loop and waits for its result. */
    static <T> T on(SelectorLoop loop, Callable<T> action) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(action.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(20, TimeUnit.SECONDS);
    }

    LinkRecorder whenConnected(Action action) {
        whenConnected = action;
        return this;
    }

    LinkRecorder whenReadable(Action action) {
        whenReadable = action;
        return this;
    }

    LinkRecorder whenWritable(Action action) {
        whenWritable = action;
        return this;
    }

    /** Begins to connect, on the loop. */
    LinkRecorder connect(SocketAddress address) {
        link = loop.connect(address, this);
        returned = true;
        return this;
    }

    /** Begins to connect, from any other thread. */
    LinkRecorder connectTo(SocketAddress address) throws Exception {
        return on(loop, () -> connect(address));
    }

    LinkRecorder connected(SocketAddress address) throws Exception {
        connectTo(address);
        awaitEvents("connected");
        return this;
    }

    Link link() {
        return link;
    }

    IOException failure() {
        return failure;
    }

    /** Those so far; "early" where the handler was called before connect had returned. */
    List<String> events() throws Exception {
        return on(loop, () -> List.copyOf(events));
    }

    /** All of them, after the loop has ended. */
    List<String> told() {
        return events;
    }

    void awaitEvents(String... expected) throws Exception {
        Await.untilEquals(List.of(expected), this::events, "events");
    }

    private void tell(String event, Action action) {
        events.add(returned && loop.inEventLoop() ? event : "early " + event);
        try {
            action.run(link);
        } catch (IOException e) {
            events.add(e.getClass().getSimpleName());
        }
    }

    @Override
    public void connected() {
        tell("connected", whenConnected);
    }

    @Override
    public void failed(IOException e) {
        failure = e;
        tell("failed", unused -> {});
    }

    @Override
    public void ready(boolean readable, boolean writable) {
        if (readable) {
            tell("readable", whenReadable);
        }
        if (writable) {
            tell("writable", whenWritable);
        }
    }
}
