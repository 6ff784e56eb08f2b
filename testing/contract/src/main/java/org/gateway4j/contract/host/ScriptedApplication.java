package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.Endpoint;
import org.gateway4j.contract.fastcgi.ResponderCall;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;

/** A FastCGI application that does what the test says. */
public final class ScriptedApplication implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    /** A second, and what a busy machine may need on top. */
    private static final long PROMPT_MILLIS = 2_500;

    private final TestResponder responder = new TestResponder();
    private final BlockingQueue<SeenRequest> seen = new LinkedBlockingQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Set<ResponderCall> held = ConcurrentHashMap.newKeySet();
    private final Semaphore letGo = new Semaphore(0);
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();

    private ScriptedApplication() {}

    /** One that listens, and answers 200 to everything that it has read. */
    static ScriptedApplication listen(Transport transport, Path directory) throws IOException {
        ScriptedApplication application = new ScriptedApplication();
        application.responder.listen(transport, directory);
        application.answer(200, "");
        return application;
    }

    /** {@return where it listens} */
    public Endpoint endpoint() {
        return responder.endpoint();
    }

    /**
     * Says how to serve all requests from now on.
     *
     * @param service may be called by several threads at once; what it throws, but for an {@link IOException}, fails the test
     */
    public void serveBy(TestResponder.Service service) {
        responder.serveBy(call -> {
            requests.incrementAndGet();
            underWay.incrementAndGet();
            try {
                service.serve(call);
            } catch (AssertionError | RuntimeException e) {
                failures.add(e);
                call.breakOff();
            } finally {
                underWay.decrementAndGet();
            }
        });
    }

    /**
     * From now on reads each request to its end, keeps it for {@link #next}, and answers.
     *
     * @param status of the answer
     * @param body of the answer, one byte a character
     * @param headers name, value, name, value and so on
     */
    public void answer(int status, String body, String... headers) {
        serveBy(call -> {
            keep(call);
            call.answer(status, Bytes.of(body), headers);
        });
    }

    /**
     * From now on reads each request to its end, keeps it for {@link #next}, and answers with octets of the test's.
     *
     * @param output head and body, as a script prints them
     */
    public void print(String output) {
        serveBy(call -> {
            keep(call);
            call.print(output);
        });
    }

    /**
     * Reads a request to its end, and keeps it for {@link #next}.
     *
     * @param call the request
     * @throws IOException if the gateway has let go of the connection
     */
    public void keep(ResponderCall call) throws IOException {
        seen.add(SeenRequest.of(call));
    }

    /**
     * {@return the next request that was kept; fails if none comes}
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public SeenRequest next() throws InterruptedException {
        SeenRequest next = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(next, "the application has seen no request");
        return next;
    }

    /**
     * Reads what comes and says nothing, until the gateway has let go of the connection.
     *
     * @param call the request
     */
    public void holdUntilLetGo(ResponderCall call) {
        held.add(call);
        call.awaitHangUp();
        held.remove(call);
        letGo.release();
    }

    /**
     * Writes the same piece of the body over and over, until the gateway has let go of the connection.
     *
     * @param call the request, whose head is sent
     * @param piece of the body
     */
    public void holdUntilLetGo(ResponderCall call, byte[] piece) {
        held.add(call);
        try {
            while (true) {
                call.write(piece);
            }
        } catch (IOException e) {
            held.remove(call);
            letGo.release();
        }
    }

    /**
     * Fails unless the gateway lets go of a held request within a second.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public void assertLetGoPromptly() throws InterruptedException {
        assertTrue(
                letGo.tryAcquire(PROMPT_MILLIS, TimeUnit.MILLISECONDS),
                "the application is held for more than a second");
    }

    /** {@return how many requests have reached it in this test} */
    public int requests() {
        return requests.get();
    }

    /** {@return how many connections are open} */
    public int openConnections() {
        return responder.openConnections();
    }

    /** {@return how many connections it has accepted since it listens} */
    public int connections() {
        return responder.connections();
    }

    /** Forgets a test. Ends what is held, and waits until no request is under way; fails with what a script threw. */
    void forget() throws IOException {
        answer(200, "");
        Await.<IOException>until("no request is under way in the application", () -> {
            for (ResponderCall call : held) {
                call.breakOff();
            }
            return underWay.get() == 0;
        });
        Throwable failure = failures.poll();
        failures.clear();
        seen.clear();
        letGo.drainPermits();
        requests.set(0);
        if (failure != null) {
            throw new AssertionError("the application failed", failure);
        }
    }

    @Override
    public void close() throws IOException {
        responder.close();
    }
}
