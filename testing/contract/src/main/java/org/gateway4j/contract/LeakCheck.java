package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.gateway4j.PoolStats;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Leftovers;

/** What a test must leave behind of its gateways: no permit, connection, thread, descriptor or spool file. */
public final class LeakCheck {

    /** A gateway of either kind. */
    private record Watched(Supplier<PoolStats> stats, Runnable close) {

        boolean isAtRest() {
            PoolStats now = stats.get();
            return now.inUse() == 0 && now.waiting() == 0;
        }
    }

    private final Leftovers leftovers;
    private final Path spool;
    private final List<Watched> gateways = new CopyOnWriteArrayList<>();

    private LeakCheck(Leftovers leftovers, Path spool) {
        this.leftovers = leftovers;
        this.spool = spool;
    }

    /**
     * Remembers what there is now.
     *
     * @param spool an empty directory, where bodies are spooled
     * @return a check without gateways
     * @throws IOException if the descriptors of this process cannot be listed
     */
    public static LeakCheck begin(Path spool) throws IOException {
        return new LeakCheck(Leftovers.watch(), spool);
    }

    /**
     * Looks after a gateway until the end of the test.
     *
     * @param stats gives its figures
     * @param close closes it
     */
    public void watch(Supplier<PoolStats> stats, Runnable close) {
        gateways.add(new Watched(stats, close));
    }

    /**
     * Closes the gateways, which must be at rest, and then the application.
     *
     * @param application what the gateways are connected to
     * @param endLoops ends what the gateways run on
     * @throws Exception what the application has thrown
     */
    public void assertNothingIsLeft(TestApplication application, Runnable endLoops) throws Exception {
        for (Watched gateway : gateways) {
            Await.until(() -> "permits leaked: " + gateway.stats().get(), gateway::isAtRest);
            gateway.close().run();
            Await.untilEquals(
                    gateway.stats().get().opened(), () -> gateway.stats().get().closed(), "no connection leaked");
        }
        endLoops.run();
        Await.until(
                () -> application.openConnections() + " connections still open",
                () -> application.openConnections() == 0);
        application.close();
        leftovers.awaitNone();
        assertArrayEquals(new String[0], spool.toFile().list(), "spool files leaked");
        assertTrue(gateways.stream().allMatch(gateway -> gateway.stats().get().idle() == 0));
    }
}
