package org.gateway4j.contract.loop;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.Link;
import org.gateway4j.async.LinkHandler;
import org.gateway4j.testkit.Await;
import org.jspecify.annotations.Nullable;

/** Remembers what a link has told, and acts on it as a test says. */
final class LinkRecorder implements LinkHandler {

    /** What is run for an event, on the loop. */
    interface Action {

        void run(Link link) throws IOException;
    }

    /** What the events of another thread begin with. */
    static final String OFF_THE_LOOP = "off the loop: ";

    private final EventLoop loop;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private Action whenConnected = link -> {};
    private Action whenReadable = link -> link.interest(false, false);
    private Action whenWritable = link -> link.interest(false, false);
    private @Nullable IOException failure;
    private boolean returned;
    private @Nullable Link link;

    LinkRecorder(EventLoop loop) {
        this.loop = loop;
    }

    /** Runs something on a loop and waits for its result. */
    static <T extends @Nullable Object> T on(EventLoop loop, Callable<T> action) throws Exception {
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
        return Objects.requireNonNull(link, "connect has not returned");
    }

    IOException failure() {
        return Objects.requireNonNull(failure, "nothing has failed");
    }

    /** Those so far; "early" where the handler was called before connect had returned. */
    List<String> events() throws Exception {
        return on(loop, () -> List.copyOf(events));
    }

    /** All of them, after the loop has ended. */
    List<String> told() {
        return List.copyOf(events);
    }

    void awaitEvents(String... expected) throws Exception {
        Await.untilEquals(List.of(expected), this::events, "events");
    }

    private void add(String event) {
        String fault = returned ? loop.inEventLoop() ? "" : OFF_THE_LOOP : "early ";
        events.add(fault + event);
    }

    private void tell(String event, Action action) {
        add(event);
        try {
            action.run(link());
        } catch (ClosedChannelException e) {
            events.add("ClosedChannelException");
        } catch (IOException e) {
            events.add("IOException");
        }
    }

    @Override
    public void connected() {
        tell("connected", whenConnected);
    }

    @Override
    public void failed(IOException e) {
        failure = e;
        add("failed");
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
