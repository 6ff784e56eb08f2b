package org.gateway4j.contract;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.PatternStream;

/**
 * 64 MiB up and 64 MiB down, several times at once, by clients that read slowly. A gateway holds a few pieces of them, so a JVM with
 * a heap of 64 MiB must do.
 */
public final class LargeTransfers {

    /** The option of a JVM whose heap, and memory outside of it, holds no more than one of the bodies. */
    public static final String SMALL_HEAP = "-Xmx64m";

    /** What a program says in the end whose transfers were whole. */
    public static final String DONE = "all transfers were whole";

    /** How many there are at a time, and so how many connections they need. */
    public static final int AT_A_TIME = 4;

    private static final long LENGTH = 64 << 20;
    private static final int PIECE = 16 * 1024;
    private static final int PIECES_BEFORE_A_PAUSE = 64;
    private static final long PAUSE_NANOS = 2_000_000;

    private LargeTransfers() {}

    /**
     * What the application does: takes a body, and sends as much.
     *
     * @param call a request
     * @throws IOException if the body is another one, or the gateway lets go of the connection
     */
    public static void serve(ApplicationCall call) throws IOException {
        PatternStream.Expecting received = new PatternStream.Expecting();
        call.input().transferTo(received);
        call.head(200);
        try (PatternStream pattern = new PatternStream(received.position())) {
            for (byte[] piece = pattern.readNBytes(PIECE); piece.length > 0; piece = pattern.readNBytes(PIECE)) {
                call.write(piece);
            }
        }
    }

    /**
     * Makes the transfers.
     *
     * @param gateway to an application that {@link #serve serves}
     * @return {@link #DONE}
     * @throws Exception if one of them was not whole, or left a connection in use
     */
    public static String run(Gateway gateway) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<Long>> transfers = new ArrayList<>();
            for (int i = 0; i < AT_A_TIME; i++) {
                transfers.add(clients.submit(() -> transfer(gateway)));
            }
            for (Future<Long> transfer : transfers) {
                if (transfer.get() != LENGTH) {
                    throw new IOException(transfer.get() + " bytes came back, not " + LENGTH);
                }
            }
        } finally {
            clients.shutdownNow();
        }
        Await.untilEquals(0, () -> gateway.stats().inUse(), "connections in use");
        return DONE;
    }

    private static long transfer(Gateway gateway) throws Exception {
        GatewayRequest request = GatewayRequest.post("/app", large()).build();
        PatternStream.Expecting received = new PatternStream.Expecting();
        try (GatewayResponse response = gateway.dispatch(request);
                InputStream body = response.body()) {
            byte[] piece = body.readNBytes(PIECE);
            for (int count = 1; piece.length > 0; count++) {
                received.write(piece, 0, piece.length);
                if (count % PIECES_BEFORE_A_PAUSE == 0) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                piece = body.readNBytes(PIECE);
            }
        }
        return received.position();
    }

    private static RequestBody large() {
        return RequestBody.of(new PatternStream(LENGTH), LENGTH);
    }
}
