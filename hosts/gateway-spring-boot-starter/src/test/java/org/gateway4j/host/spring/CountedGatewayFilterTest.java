package org.gateway4j.host.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.DelegatingServletOutputStream;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class CountedGatewayFilterTest {

    private final ExchangesInFlight exchanges = new ExchangesInFlight();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final HttpServletResponse response = new HttpServletResponseWrapper(new MockHttpServletResponse()) {
        @Override
        public ServletOutputStream getOutputStream() {
            OutputStream target = new ByteArrayOutputStream() {
                @Override
                public void close() {
                    closed.set(true);
                }
            };
            return new DelegatingServletOutputStream(target);
        }
    };
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");

    @Test
    void aBlockingExchangeEndsWithItsFilter() throws Exception {
        List<Boolean> none = new ArrayList<>();

        filter((asked, response, chain) -> none.add(isNone()));

        assertEquals(List.of(false), none);
        assertTrue(isNone());
    }

    @Test
    void whatTheContainerHasKeptLeavesBeforeTheExchangeEnds() throws Exception {
        filter((asked, answer, chain) -> answer.getOutputStream().write('x'));

        assertTrue(closed.get());
    }

    @Test
    void theResponseOfAnotherServletIsNotEnded() throws Exception {
        filter((asked, answer, chain) -> {
            chain.doFilter(asked, answer);
            answer.getOutputStream().write('x');
        });

        assertFalse(closed.get());
    }

    @Test
    void anAsynchronousExchangeEndsWhenTheContainerHasFinishedIt() throws Exception {
        request.setAsyncSupported(true);

        filter((asked, response, chain) -> asked.startAsync());

        assertFalse(isNone());
        request.getAsyncContext().complete();
        assertTrue(isNone());
    }

    @Test
    void aRequestOfAnotherServletIsNotWaitedFor() throws Exception {
        request.setAsyncSupported(true);

        filter((asked, response, chain) -> {
            chain.doFilter(asked, response);
            assertTrue(isNone());
            asked.startAsync();
        });

        request.getAsyncContext().complete();
        assertTrue(isNone());
    }

    @Test
    void aFailureEndsTheExchange() {
        assertThrows(
                IOException.class,
                () -> filter((asked, response, chain) -> {
                    throw new IOException();
                }));
        assertTrue(isNone());
    }

    private void filter(Filter gateways) throws IOException, ServletException {
        new CountedGatewayFilter(gateways, exchanges).doFilter(request, response, new MockFilterChain());
    }

    private boolean isNone() {
        try {
            return exchanges.awaitNone(0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
