package org.gateway4j.host.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container uses a request again as soon as its thread returns: until then every read must be over. */
class RequestStreamTest {

    private final HttpServletRequest request = mock(HttpServletRequest.class);
    private final ServletInputStream stream = mock(ServletInputStream.class);
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch arrival = new CountDownLatch(1);
    private RequestStream body;

    @BeforeEach
    void open() throws IOException {
        when(request.getInputStream()).thenReturn(stream);
        when(request.getContentLengthLong()).thenReturn(7L);
        when(stream.read(any(byte[].class), anyInt(), anyInt())).thenAnswer(asked -> {
            reading.countDown();
            assertTrue(arrival.await(20, TimeUnit.SECONDS));
            return 5;
        });
        body = RequestContent.of(request).blocking();
    }

    @Test
    void theThreadOfTheRequestWaitsForARead() throws Exception {
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(this::read);
        assertTrue(reading.await(20, TimeUnit.SECONDS));
        assertTrue(body.end(), "a read is under way");

        Thread finishing = new Thread(body::finish);
        finishing.start();
        Await.until("finish waits", () -> finishing.getState() == Thread.State.WAITING);

        arrival.countDown();
        finishing.join(20_000);
        assertFalse(finishing.isAlive());
        assertEquals(5, read.get(20, TimeUnit.SECONDS));
        assertFalse(body.end());
    }

    private int read() {
        try {
            return body.read(new byte[10], 0, 10);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingIsReadAfterTheEnd() throws IOException {
        body.finish();
        assertThrows(IOException.class, () -> body.read(new byte[10], 0, 10));
        assertEquals(0, body.available());
        verify(stream, never()).available();
    }

    @Test
    void aClientThatWaitsIsAskedByTheFirstRead() throws IOException {
        when(request.getHeader("Expect")).thenReturn("100-continue");
        arrival.countDown();
        org.mockito.Mockito.clearInvocations(request);
        RequestStream asked = RequestContent.of(request).blocking();
        assertEquals(0, asked.available());
        verify(request, never()).getInputStream();
        assertEquals(5, asked.read(new byte[10], 0, 10));
    }

    @Test
    void aDeclaredBodyOfWhichNothingIsLeftIsAFailure() throws IOException {
        when(stream.read(any(byte[].class), anyInt(), anyInt())).thenReturn(-1);
        assertThrows(ConsumedBodyException.class, () -> body.read(new byte[10], 0, 10));
    }
}
