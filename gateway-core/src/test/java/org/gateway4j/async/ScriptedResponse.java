package org.gateway4j.async;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.BackendFailureException;
import org.gateway4j.GatewayException;
import org.gateway4j.Handoff;
import org.gateway4j.Headers;
import org.gateway4j.Phase;
import org.jspecify.annotations.Nullable;

/** A response whose body a test lets arrive. Each byte tells its place, and each breach of the contract of a response fails. */
final class ScriptedResponse implements AsyncResponse {

    private final EventLoop loop;
    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private long arrived;
    private long read;
    private boolean ended;
    private boolean failed;
    private @Nullable Runnable demand;

    ScriptedResponse(EventLoop loop) {
        this.loop = loop;
    }

    /** The byte at a place of the body. */
    static byte at(long place) {
        return (byte) (place ^ place >> 8 ^ place >> 16);
    }

    /** More of the body arrives. */
    synchronized ScriptedResponse arrive(long count) {
        arrived += count;
        changed();
        return this;
    }

    /** The body is whole. */
    synchronized ScriptedResponse end() {
        ended = true;
        changed();
        return this;
    }

    /** The body breaks off. */
    synchronized ScriptedResponse fail() {
        failed = true;
        changed();
        return this;
    }

    private void changed() {
        Runnable satisfied = demand;
        demand = null;
        if (satisfied != null) {
            loop.execute(() -> {
                if (closes.get() == 0) {
                    satisfied.run();
                }
            });
        }
    }

    int closes() {
        return closes.get();
    }

    int reads() {
        return reads.get();
    }

    synchronized boolean isAwaited() {
        return demand != null;
    }

    private void requireLoop() {
        if (!loop.inEventLoop()) {
            throw new IllegalStateException("not on the loop");
        }
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public synchronized int read(ByteBuffer target) throws GatewayException {
        requireLoop();
        reads.incrementAndGet();
        if (closes.get() > 0) {
            throw new IllegalStateException("read after close");
        }
        int count = (int) Math.min(target.remaining(), arrived - read);
        if (count == 0 && failed) {
            throw new BackendFailureException("scripted", Phase.BODY, true, "broke off", null);
        }
        for (int i = 0; i < count; i++) {
            target.put(at(read++));
        }
        return count == 0 && ended ? -1 : count;
    }

    @Override
    public synchronized void demand(Runnable whenReadable) {
        requireLoop();
        if (demand != null) {
            throw new IllegalStateException("an earlier demand is still open");
        }
        demand = whenReadable;
        if (arrived > read || ended || failed) {
            changed();
        }
    }

    @Override
    public void close() {
        closes.incrementAndGet();
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public String reason() {
        return "";
    }

    @Override
    public Headers headers() {
        return Headers.empty();
    }

    @Override
    public boolean hasBody() {
        return true;
    }

    @Override
    public long contentLength() {
        return -1;
    }

    @Override
    public long declaredLength() {
        return -1;
    }

    @Override
    public @Nullable Handoff handoff() {
        return null;
    }

    @Override
    public long exitStatus() {
        return -1;
    }
}
