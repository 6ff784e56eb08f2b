package org.gateway4j.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.wire.Watchdog;
import org.gateway4j.internal.wire.Wire;
import org.gateway4j.internal.wire.Wire.State;
import org.junit.jupiter.api.Test;

/** What a dispatcher lets go of where no application takes part. */
class DispatcherTest {

    private static final Backend BACKEND = TestBackend.of(Carrier.CONNECTION);

    /** A wire for which there is no memory. */
    private static final class StarvedWire extends Wire {

        StarvedWire(Watchdog watchdog) {
            super(watchdog);
        }

        @Override
        public ByteBuffer newBuffer(int size) {
            throw new OutOfMemoryError("on purpose");
        }

        @Override
        public int read(ByteBuffer target) {
            return -1;
        }

        @Override
        public long write(ByteBuffer[] sources, int count) {
            return 0;
        }

        @Override
        public void startDuplex() {}

        @Override
        public boolean awaitProgress(boolean writing) {
            return true;
        }

        @Override
        public void endDuplex() {}

        @Override
        public void releaseSelector() {}

        @Override
        public boolean isQuiet() {
            return true;
        }

        @Override
        protected void ended() {}
    }

    @Test
    void wireWhoseBuffersFindNoMemoryIsClosed() {
        List<Wire> wires = new ArrayList<>();
        try (Dispatcher<String> dispatcher =
                new Dispatcher<>(BACKEND, PingPolicy.NEVER, watchdog -> new StarvedOpener(watchdog, wires))) {
            GatewayRequest request = GatewayRequest.get("/").build();
            for (int i = 0; i < 2; i++) {
                assertThrows(OutOfMemoryError.class, () -> dispatcher.dispatch(request, call -> "call"));
            }
            assertEquals(
                    List.of(State.CLOSED, State.CLOSED),
                    wires.stream().map(Wire::state).toList());
            assertEquals(0, dispatcher.stats().inUse());
        }
    }

    private record StarvedOpener(Watchdog watchdog, List<Wire> wires) implements Opener<String> {

        @Override
        @SuppressWarnings("unchecked")
        public Opened<String> open(String call, OutgoingBody body) {
            Wire wire = new StarvedWire(watchdog);
            wires.add(wire);
            return new Opened<>(wire, mock(ClientProtocol.class));
        }

        @Override
        public void close() {}
    }
}
