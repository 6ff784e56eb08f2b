package org.gateway4j.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkLifecycleTest {

    private final List<String> heard = new ArrayList<>();
    private boolean handlerThrows;
    private final LinkLifecycle life = new LinkLifecycle(new Recorder(), () -> heard.add("released"));

    @Test
    void theHandlerHearsOfOneOutcome() {
        life.connected();
        life.connected();
        life.failed(new IOException("late"));

        assertEquals(List.of("connected", "released"), heard);
        assertTrue(life.isConnected());
    }

    @Test
    void aFailureClosesTheLink() {
        life.failed(new IOException("refused"));
        life.failed(new IOException("again"));
        life.connected();
        life.ready(true, true);

        assertEquals(List.of("released", "failed: refused", "released"), heard);
        assertTrue(life.isClosed());
    }

    @Test
    void onlyAConnectedLinkIsReady() {
        life.ready(true, false);
        assertTrue(life.isConnecting());
        life.connected();
        life.ready(true, false);
        life.ready(false, true);
        life.close();
        life.ready(true, true);

        assertEquals(List.of("connected", "ready: true false", "ready: false true", "released"), heard);
    }

    @Test
    void nobodyHearsOfALinkThatWasClosed() {
        life.close();
        life.connected();
        life.failed(new IOException("refused"));
        life.end();

        assertEquals(List.of("released", "released"), heard);
    }

    @Test
    void theEndOfTheLoopFailsALinkThatConnects() {
        life.end();
        life.end();

        assertEquals(List.of("released", "failed: null"), heard);
    }

    @Test
    void theEndOfTheLoopWakesTheHandlerOfAConnectedLink() {
        life.connected();
        life.end();
        life.end();

        assertEquals(List.of("connected", "released", "ready: true true"), heard);
        assertTrue(life.isClosed());
    }

    @Test
    void aHandlerThatThrowsLosesItsLink() {
        life.connected();
        handlerThrows = true;
        life.ready(true, false);

        assertEquals(List.of("connected", "ready: true false", "released"), heard);
        assertTrue(life.isClosed());
    }

    private final class Recorder implements LinkHandler {

        @Override
        public void connected() {
            heard.add("connected");
        }

        @Override
        public void failed(IOException failure) {
            heard.add("failed: " + failure.getMessage());
        }

        @Override
        public void ready(boolean readable, boolean writable) {
            heard.add("ready: " + readable + " " + writable);
            if (handlerThrows) {
                throw new IllegalStateException("a fault of the handler");
            }
        }
    }
}
