package org.gateway4j.ajp;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.Link;
import org.gateway4j.async.LinkHandler;

/** A loop without sockets. Its thread is that of a test, which says when it runs and what its links find. */
final class ScriptedLoop implements EventLoop {

    private static final long LONGEST_WAIT_SECONDS = 20;

    private final Thread thread = Thread.currentThread();
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final List<ScriptedLink> links = new ArrayList<>();

    /** The links in the order in which they were opened. */
    List<ScriptedLink> links() {
        return links;
    }

    /** Runs tasks until there are none. */
    void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Runs tasks, and waits for those that other threads of the gateway will bring, until the goal is reached. */
    void runUntil(BooleanSupplier goal) throws InterruptedException {
        while (!goal.getAsBoolean()) {
            Runnable task = tasks.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            if (task == null) {
                throw new AssertionError("nothing came for " + LONGEST_WAIT_SECONDS + " s");
            }
            task.run();
        }
    }

    /** How often the link with that number was written to; 0 for one that was not opened yet. */
    int writes(int link) {
        return link < links.size() ? links.get(link).writes : 0;
    }

    @Override
    public boolean inEventLoop() {
        return Thread.currentThread().equals(thread);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Link connect(SocketAddress address, LinkHandler handler) {
        ScriptedLink link = new ScriptedLink(handler);
        links.add(link);
        execute(handler::connected);
        return link;
    }

    /** A link that takes all that is written, and gives what the test lets arrive. */
    static final class ScriptedLink implements Link {

        private final LinkHandler handler;
        private ByteBuffer arrived = ByteBuffer.allocate(0);
        private boolean watched;
        private boolean closed;
        private int reads;
        private int writes;

        ScriptedLink(LinkHandler handler) {
            this.handler = handler;
        }

        /** Lets bytes arrive, of which the loop takes no notice yet. */
        void arrive(byte[] bytes) {
            arrived = ByteBuffer.wrap(Wire.join(Wire.bytes(arrived), bytes));
        }

        /** Lets the loop notice what has arrived, if it watches. */
        void notice() {
            if (watched && arrived.hasRemaining()) {
                handler.ready(true, false);
            }
        }

        /** How often it was read. */
        int reads() {
            return reads;
        }

        boolean isClosed() {
            return closed;
        }

        @Override
        public int read(ByteBuffer target) {
            reads++;
            int count = Math.min(target.remaining(), arrived.remaining());
            target.put(arrived.slice(arrived.position(), count));
            arrived.position(arrived.position() + count);
            return count;
        }

        @Override
        public long write(ByteBuffer[] sources) {
            writes++;
            long count = 0;
            for (ByteBuffer source : sources) {
                count += source.remaining();
                source.position(source.limit());
            }
            return count;
        }

        @Override
        public void interest(boolean read, boolean write) {
            watched = read;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
