package org.gateway4j.host.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the container says, and what the gateway asks. */
class PolledBodyTest {

    private final HttpServletRequest request = mock(HttpServletRequest.class);
    private final ServletInputStream stream = mock(ServletInputStream.class);
    private final ByteBuffer target = ByteBuffer.allocate(100);
    private final AtomicInteger woken = new AtomicInteger();
    private PolledBody body;

    @BeforeEach
    void open() throws IOException {
        when(request.getInputStream()).thenReturn(stream);
        when(request.getContentLengthLong()).thenReturn(7L);
        body = new PolledBody(RequestContent.of(request));
    }

    @Test
    void theContainerIsAskedAtOnce() throws IOException {
        verify(stream).setReadListener(body);
        assertEquals(0, body.read(target));
        verify(stream).setReadListener(body);
    }

    /** To open the stream is to ask the client, in Jetty. */
    @Test
    void aClientThatWaitsIsAskedByTheFirstRead() throws IOException {
        when(request.getHeader("Expect")).thenReturn("100-continue");
        clearInvocations(request, stream);
        body = new PolledBody(RequestContent.of(request));
        verify(request, never()).getInputStream();
        assertEquals(0, body.read(target));
        assertEquals(0, body.read(target));
        verify(stream).setReadListener(body);
    }

    @Test
    void nothingIsReadAfterTheEnd() throws IOException {
        body.finish();
        assertThrows(IOException.class, () -> body.read(target));
        verify(stream, never()).isReady();
    }

    @Test
    void aWakeUpComesOnceForEachDemand() throws IOException {
        assertEquals(0, body.read(target));
        body.whenReadable(woken::incrementAndGet);
        assertEquals(0, woken.get());
        body.onDataAvailable();
        assertEquals(1, woken.get());
        body.onDataAvailable();
        assertEquals(1, woken.get());
    }

    /** However often the container says so before anybody asks. */
    @Test
    void whatWasSaidBeforeTheDemandIsNotLost() {
        body.onDataAvailable();
        body.onDataAvailable();
        body.onAllDataRead();
        body.whenReadable(woken::incrementAndGet);
        assertEquals(1, woken.get());
        body.whenReadable(woken::incrementAndGet);
        assertEquals(1, woken.get());
    }

    @Test
    void aFailureOfTheContainerIsOneOfTheBody() {
        body.whenReadable(woken::incrementAndGet);
        EOFException cause = new EOFException("the client is gone");
        body.onError(cause);
        assertEquals(1, woken.get());
        assertEquals(
                cause, assertThrows(IOException.class, () -> body.read(target)).getCause());
    }

    @Test
    void aDeclaredBodyOfWhichNothingIsLeftIsAFailure() throws IOException {
        when(stream.isReady()).thenReturn(true);
        when(stream.read(any(byte[].class))).thenReturn(-1);
        assertThrows(ConsumedBodyException.class, () -> body.read(target));
    }
}
