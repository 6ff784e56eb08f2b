package org.gateway4j.soak;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;

/** One of the threads of a host: sends one request after the other and holds each answer against what it must be. */
final class Caller implements Runnable {

    /** One answer in so many is not read to its end. */
    private static final int ABANDONED = 50;

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Target target;
    private final Tally tally;
    private final BooleanSupplier running;
    private final Lock turn;
    private final Random random;
    private final byte[] buffer = new byte[8192];

    /** Calls while it is so, one request in each turn. */
    Caller(Target target, Tally tally, BooleanSupplier running, Lock turn, long seed) {
        this.target = target;
        this.tally = tally;
        this.running = running;
        this.turn = turn;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        while (running.getAsBoolean()) {
            turn.lock();
            try {
                call();
            } finally {
                turn.unlock();
            }
        }
    }

    private void call() {
        Task task = target.tasks().next(NUMBERS.incrementAndGet(), random);
        long start = System.nanoTime();
        try {
            dispatch(task);
        } catch (GatewayException e) {
            tally.failed(target, task, e);
        } catch (IOException | RuntimeException e) {
            tally.wrong("no GatewayException", target, task, e.toString());
        }
        tally.took(System.nanoTime() - start);
    }

    private static GatewayRequest request(Task task) {
        String uri = "/soak?" + task.query();
        return task.bodyLength() == 0
                ? GatewayRequest.get(uri).build()
                : GatewayRequest.builder("PUT", uri)
                        .body(RequestBody.of(task.body()))
                        .build();
    }

    private void dispatch(Task task) throws IOException {
        try (GatewayResponse response = target.gateway().dispatch(request(task))) {
            String number = response.headers().first("X-Number");
            if (response.status() != 200 || !Long.toString(task.number()).equals(number)) {
                tally.wrong("mixed", target, task, "status " + response.status() + ", number " + number);
            } else if (random.nextInt(ABANDONED) == 0) {
                tally.abandoned(target);
            } else {
                read(task, response.body());
            }
        }
    }

    private void read(Task task, InputStream body) throws IOException {
        byte[] expected = task.answer();
        int length = 0;
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            int end = length + count;
            if (end > expected.length || !Arrays.equals(buffer, 0, count, expected, length, end)) {
                tally.wrong("wrong bytes", target, task, "at " + length);
                return;
            }
            length = end;
        }
        if (length < expected.length) {
            tally.wrong("short", target, task, length + " of " + expected.length + " bytes");
        } else {
            tally.whole(target, task);
        }
    }
}
