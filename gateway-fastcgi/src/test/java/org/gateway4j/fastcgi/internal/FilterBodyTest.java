package org.gateway4j.fastcgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.PausingBody;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterBodyTest {

    private static RequestBody streamed(String content, long length) {
        return RequestBody.of(new ByteArrayInputStream(Bytes.of(content)), length);
    }

    private static String read(RequestBody body, int atOnce) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(100);
        int count;
        do {
            all.limit(Math.min(all.position() + atOnce, all.capacity()));
            count = body.read(all);
        } while (count >= 0);
        return Bytes.text(all.array()).substring(0, all.position());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50})
    void dataFollowsTheBody(int atOnce) throws IOException {
        assertEquals("bodydata", read(new FilterBody(streamed("body", 4), streamed("data", 4)), atOnce));
        assertEquals("bodydata", read(new FilterBody(streamed("body", -1), streamed("data", 4)), atOnce));
        assertEquals("data", read(new FilterBody(RequestBody.none(), streamed("data", 4)), atOnce));
        assertEquals("body", read(new FilterBody(streamed("body", 4), streamed("", 0)), atOnce));
    }

    @Test
    void surplusOfEitherIsLeftUnread() throws IOException {
        assertEquals("bodydata", read(new FilterBody(streamed("bodyX", 4), streamed("dataY", 4)), 50));
    }

    @Test
    void bodyThatEndsEarlyIsNotFilledUpWithData() {
        FilterBody both = new FilterBody(streamed("bod", 4), streamed("data", 4));
        EOFException failure = assertThrows(EOFException.class, () -> read(both, 50));
        assertEquals("request body ended after 3 of 4 bytes", failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {4, -1})
    void dataThatEndsEarlyIsNoEnd(long declared) {
        FilterBody both = new FilterBody(streamed("body", declared), streamed("dat", 4));
        EOFException failure = assertThrows(EOFException.class, () -> read(both, 50));
        assertEquals("data to be filtered ended after 3 of 4 bytes", failure.getMessage());
    }

    @Test
    void lengthIsKnownIfBothAre() {
        assertEquals(8, new FilterBody(streamed("body", 4), streamed("data", 4)).length());
        assertEquals(-1, new FilterBody(streamed("body", -1), streamed("data", 4)).length());
        assertEquals(-1, new FilterBody(streamed("body", 4), streamed("data", -1)).length());
    }

    @Test
    void canBeReadAgainIfBothCan() throws IOException {
        assertFalse(new FilterBody(streamed("body", 4), RequestBody.of(Bytes.of("data"))).replayable());
        FilterBody both = new FilterBody(RequestBody.of(Bytes.of("body")), RequestBody.of(Bytes.of("data")));
        assertTrue(both.replayable());
        assertEquals("bodydata", read(both, 3));
        both.rewind();
        assertEquals("bodydata", read(both, 3));
    }

    @ParameterizedTest
    @ValueSource(longs = {4, -1})
    void bodyIsPolledAndDataAfterItReadAsTheyAre(long declared) throws IOException {
        PausingBody body = new PausingBody(declared);
        FilterBody both = new FilterBody(body, streamed("data", 4));
        ByteBuffer target = ByteBuffer.allocate(100);
        assertTrue(both.pollable());
        assertEquals(0, both.read(target));
        AtomicInteger wakeUps = new AtomicInteger();
        both.whenReadable(wakeUps::incrementAndGet);
        assertEquals(0, wakeUps.get());
        body.send(Bytes.of("body"));
        body.end();
        assertEquals(1, wakeUps.get());
        assertEquals(4, both.read(target));
        if (declared < 0) {
            assertEquals(0, both.read(target));
            both.whenReadable(wakeUps::incrementAndGet);
            assertEquals(2, wakeUps.get());
        }
        assertFalse(both.pollable());
        assertTrue(both.ready());
        assertEquals(4, both.read(target));
        assertEquals(-1, both.read(target));
        assertEquals("bodydata", Bytes.text(target.array()).substring(0, target.position()));
    }

    @Test
    void dataThatCanBePolledAre() throws IOException {
        PausingBody data = new PausingBody(4);
        FilterBody both = new FilterBody(streamed("body", 4), data);
        ByteBuffer target = ByteBuffer.allocate(100);
        assertFalse(both.pollable());
        assertEquals(4, both.read(target));
        assertTrue(both.pollable());
        assertEquals(0, both.read(target));
        AtomicInteger wakeUps = new AtomicInteger();
        both.whenReadable(wakeUps::incrementAndGet);
        assertEquals(0, wakeUps.get());
        data.send(Bytes.of("data"));
        assertEquals(1, wakeUps.get());
        assertEquals(4, both.read(target));
    }

    @Test
    void bothAreClosed() throws IOException {
        WatchedBody body = new WatchedBody(streamed("body", 4));
        WatchedBody data = new WatchedBody(streamed("data", 4));
        new FilterBody(body, data).close();
        assertEquals(1, body.closes());
        assertEquals(1, data.closes());
    }
}
