package org.gateway4j.contract.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.gateway4j.async.SelectorLoop;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Leftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a {@link SelectorLoop} does beyond the contract: its thread, its end, its fairness. */
@Timeout(60)
class SelectorLoopTest {

    private Leftovers leftovers;
    private SelectorLoop loop;

    @BeforeEach
    void start() throws Exception {
        leftovers = Leftovers.watch();
        loop = SelectorLoop.start("gateway4j loop");
    }

    @AfterEach
    void close() throws Exception {
        loop.close();
        leftovers.awaitNone();
    }

    @Test
    void namesItsThread() throws Exception {
        assertTrue(LinkRecorder.on(loop, () -> Thread.currentThread().isDaemon()));
        assertEquals("gateway4j loop", loop.toString());
    }

    /** The selector would not wait any more. */
    @Test
    void doesNotKeepAnInterrupt() throws Exception {
        loop.execute(() -> Thread.currentThread().interrupt());
        loop.execute(() -> {});
        Thread thread = LinkRecorder.on(loop, Thread::currentThread);
        Await.until("a loop that waits uninterrupted", () -> !thread.isInterrupted());
        Await.untilIn(thread, "select");
    }

    @Test
    void canBeClosedFromInside() throws Exception {
        CountDownLatch afterwards = new CountDownLatch(1);
        Thread thread = LinkRecorder.on(loop, () -> {
            loop.close();
            loop.execute(afterwards::countDown);
            return Thread.currentThread();
        });
        Await.open(afterwards);
        thread.join();
        assertThrows(RejectedExecutionException.class, () -> loop.execute(() -> {}));
    }

    @Test
    void canBeClosedByManyAtOnce() throws Exception {
        Thread thread = LinkRecorder.on(loop, Thread::currentThread);
        List<CompletableFuture<Void>> closers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            closers.add(CompletableFuture.runAsync(loop::close)
                    .thenRun(() -> assertFalse(thread.isAlive(), "closed and still running")));
        }
        for (CompletableFuture<Void> closer : closers) {
            closer.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void keepsTheInterruptOfWhoClosesIt() {
        Thread.currentThread().interrupt();
        loop.close();
        assertTrue(Thread.interrupted());
    }

    @Test
    void endsThoughATaskBegetsTheNextForEver() throws Exception {
        CompletableFuture<RejectedExecutionException> end = new CompletableFuture<>();
        loop.execute(new Runnable() {
            @Override
            public void run() {
                try {
                    loop.execute(this);
                } catch (RejectedExecutionException e) {
                    end.complete(e);
                }
            }
        });
        loop.close();
        assertTrue(end.isDone());
    }

    /** Tasks without an end do not keep links waiting for good. */
    @Test
    void servesLinksBetweenTasks() throws Exception {
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            loop.execute(new Runnable() {
                @Override
                public void run() {
                    loop.execute(this);
                }
            });
            LinkRecorder recorder = new LinkRecorder(loop)
                    .whenConnected(link -> link.interest(true, false))
                    .connectTo(server.getLocalAddress());
            try (SocketChannel peer = server.accept()) {
                peer.write(ByteBuffer.allocate(1));
                recorder.awaitEvents("connected", "readable");
            }
        }
    }
}
