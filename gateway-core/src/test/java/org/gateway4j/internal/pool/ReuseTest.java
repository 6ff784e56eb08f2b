package org.gateway4j.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolConfig.Reuse;
import org.gateway4j.PoolStats;
import org.junit.jupiter.api.Test;

/** Which connection serves the next request, in front of workers that go on after their answers. */
class ReuseTest extends PoolFixture {

    private void open(int connections, int idle) {
        open(PoolConfig.of(connections).withMaxIdle(idle).withReuse(Reuse.FRESH_FIRST));
    }

    @Test
    void opensConnectionsWhileItMayAndThenTakesTheOneIdleForLongest() throws Exception {
        open(3, 3);
        List<FakeConnection> opened = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            opened.add(serve());
        }
        assertEquals(PoolStats.of(3).withIdle(3).withOpened(3), pool.stats());
        for (int i = 0; i < 6; i++) {
            assertSame(opened.get(i % 3), serve());
        }
        assertEquals(PoolStats.of(3).withIdle(3).withOpened(3).withReused(6), pool.stats());
    }

    @Test
    void theOrderOutlivesAnInspection() throws Exception {
        open(2, 2);
        FakeConnection first = serve();
        FakeConnection second = serve();
        pool.maintain(now.get());
        assertSame(first, serve());
        assertSame(second, serve());
    }

    @Test
    void keepsNoMoreIdleOnesThanItMay() throws Exception {
        open(3, 1);
        FakeConnection first = serve();
        FakeConnection second = serve();
        assertNotNull(first.closed());
        assertNull(second.closed());
        assertEquals(PoolStats.of(3).withIdle(1).withOpened(2).withClosed(1), pool.stats());
    }
}
