package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.gateway4j.testkit.PatternStream;
import org.junit.jupiter.api.Test;

/** A side that does not read holds the other one: the host keeps a few buffers, whatever the size of the body. */
interface BackPressureContract extends HostFixture {

    long MUCH = 96L << 20;

    /** Far more than the buffers of four sockets and a host, and far less than the body. */
    long FEW_BUFFERS = 32L << 20;

    @Test
    default void aClientThatDoesNotReadHoldsTheApplication() throws Exception {
        AtomicLong sent = new AtomicLong();
        application().serveBy(call -> {
            call.head(200);
            PatternStream body = new PatternStream(MUCH);
            for (byte[] piece = body.readNBytes(32 * 1024); piece.length > 0; piece = body.readNBytes(32 * 1024)) {
                call.write(piece);
                sent.addAndGet(piece.length);
            }
        });
        HostClient client = connectWithSmallBuffer();
        client.request("GET /app/x HTTP/1.1", "Host: h.example");
        AnswerHead head = client.head();

        awaitStandstill(sent);
        assertTrue(sent.get() < FEW_BUFFERS, "the host has taken " + sent);

        PatternStream.Expecting received = new PatternStream.Expecting();
        assertEquals(MUCH, client.body(head).transferTo(received));
    }

    @Test
    default void anApplicationThatDoesNotReadHoldsTheClient() throws Exception {
        Gate gate = gate();
        AtomicLong received = new AtomicLong();
        application().serveBy(call -> {
            gate.pass();
            received.set(call.input().transferTo(new PatternStream.Expecting()));
            call.answer(200, new byte[0]);
        });
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: " + MUCH);
        AtomicLong sent = new AtomicLong();
        var upload = client.raw().sendMeanwhile(new PatternStream(MUCH), sent);

        awaitStandstill(sent);
        assertTrue(sent.get() < FEW_BUFFERS, "the host has taken " + sent);

        gate.open();
        assertEquals(200, client.answer().status());
        assertEquals(MUCH, received.get());
        upload.get(20, TimeUnit.SECONDS);
    }

    /** A host that keeps taking never stands still before the end, which the limit then shows. */
    private static void awaitStandstill(AtomicLong sent) throws InterruptedException {
        long before = -1;
        for (long now = sent.get(); now != before && now < MUCH; now = sent.get()) {
            before = now;
            TimeUnit.MILLISECONDS.sleep(400);
        }
    }
}
