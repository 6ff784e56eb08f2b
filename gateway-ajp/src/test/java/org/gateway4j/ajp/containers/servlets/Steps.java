package org.gateway4j.ajp.containers.servlets;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers that come piece by piece, or late, or not to their end. */
public final class Steps {

    private static final Semaphore NEXT = new Semaphore(0);
    private static final AtomicInteger HELD = new AtomicInteger();
    private static volatile CountDownLatch gate = new CountDownLatch(1);

    private Steps() {}

    /** Writes one event for each request to {@link #next}. */
    static void events(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream");
        for (int i = 0; i < Integer.parseInt(request.getQueryString()); i++) {
            response.getOutputStream().write(("data: " + i + "\n\n").getBytes(US_ASCII));
            response.flushBuffer();
            NEXT.acquireUninterruptibly();
        }
    }

    static void next(HttpServletRequest request, HttpServletResponse response) {
        NEXT.release();
    }

    /** Occupies a thread until it is let go. */
    static void hold(HttpServletRequest request, HttpServletResponse response) throws IOException {
        CountDownLatch released = gate;
        HELD.incrementAndGet();
        try {
            released.await();
            Pages.text(response, "released");
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            HELD.decrementAndGet();
        }
    }

    /** How many threads are held. */
    public static int held() {
        return HELD.get();
    }

    /** Lets them all go. */
    public static void release() {
        gate.countDown();
        gate = new CountDownLatch(1);
    }

    /** The application's side of a steady load. */
    static void load(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String half = (request.getParameter("id") + " ").repeat(Integer.parseInt(request.getParameter("times")));
        response.getOutputStream().write(half.getBytes(US_ASCII));
        response.flushBuffer();
        response.getOutputStream().write(half.getBytes(US_ASCII));
    }

    /** Fails after a part of the answer has left. */
    static void fail(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getOutputStream().write("x".repeat(100_000).getBytes(US_ASCII));
        response.flushBuffer();
        throw new IllegalStateException("on purpose");
    }
}
