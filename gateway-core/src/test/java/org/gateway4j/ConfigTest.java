package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration: every bound from both sides, and defaults as documented. */
class ConfigTest {

    private static final PoolConfig POOL = PoolConfig.defaults();
    private static final Limits LIMITS = Limits.defaults();
    private static final Timeouts TIMEOUTS = Timeouts.defaults();
    private static final Spooling SPOOLING = Spooling.defaults();
    private static final Duration SECOND = Duration.ofSeconds(1);

    static Stream<Arguments> outOfBounds() {
        return Stream.of(
                arguments("pool.maxConnections is 0; it must be at least 1", (Executable) () -> PoolConfig.of(0)),
                arguments("pool.maxIdle is -1; it must be at least 0", (Executable) () -> POOL.withMaxIdle(-1)),
                arguments("pool.maxUses is 0; it must be at least 1", (Executable) () -> POOL.withMaxUses(0)),
                arguments("pool.maxWaiters is -1; it must be at least 0", (Executable) () -> POOL.withMaxWaiters(-1)),
                arguments("pool.idleTimeout is PT0S; it must be positive", (Executable)
                        () -> POOL.withIdleTimeout(Duration.ZERO)),
                arguments("pool.maxAge is PT-1S; it must be positive", (Executable)
                        () -> POOL.withMaxAge(SECOND.negated())),
                arguments("limits.requestHead is 1023; it must be at least 1024", (Executable)
                        () -> LIMITS.withRequestHead(1023)),
                arguments("limits.requestHeaders is 0; it must be at least 1", (Executable)
                        () -> LIMITS.withRequestHeaders(0)),
                arguments("limits.responseHead is 1023; it must be at least 1024", (Executable)
                        () -> LIMITS.withResponseHead(1023)),
                arguments("limits.responseHeaders is 0; it must be at least 1", (Executable)
                        () -> LIMITS.withResponseHeaders(0)),
                arguments("limits.stderrBytes is -1; it must be at least 0", (Executable)
                        () -> LIMITS.withStderrBytes(-1)),
                arguments("limits.stderrLinesPerSecond is -1; it must be at least 0", (Executable)
                        () -> LIMITS.withStderrLinesPerSecond(-1)),
                arguments(notPositive("connect"), (Executable) () -> TIMEOUTS.withConnect(Duration.ZERO)),
                arguments(notPositive("acquire"), (Executable) () -> TIMEOUTS.withAcquire(Duration.ZERO)),
                arguments(notPositive("write"), (Executable) () -> TIMEOUTS.withWrite(Duration.ZERO)),
                arguments(notPositive("head"), (Executable) () -> TIMEOUTS.withHead(Duration.ZERO)),
                arguments(notPositive("read"), (Executable) () -> TIMEOUTS.withRead(Duration.ZERO)),
                arguments(notPositive("exchange"), (Executable) () -> TIMEOUTS.withExchange(Duration.ZERO)),
                arguments(notPositive("requestBody"), (Executable) () -> TIMEOUTS.withRequestBody(Duration.ZERO)),
                arguments("spooling.memory is -1; it must not be negative", (Executable) () -> SPOOLING.withMemory(-1)),
                arguments("spooling.maxBytes is -1; it must not be negative", (Executable)
                        () -> SPOOLING.withMaxBytes(-1)),
                arguments("spooling.maxTotalBytes is -1; it must not be negative", (Executable)
                        () -> SPOOLING.withMaxTotalBytes(-1)));
    }

    private static String notPositive(String name) {
        return "timeouts." + name + " is PT0S; it must be positive (Timeouts.NEVER switches it off)";
    }

    @ParameterizedTest
    @MethodSource("outOfBounds")
    void aValueOutOfBoundsIsRefusedByName(String message, Executable construction) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, construction).getMessage());
    }

    @Test
    void valuesAtTheirBoundsAreTaken() {
        assertEquals(
                "PoolConfig[maxConnections=1, maxIdle=0, idleTimeout=PT0.000000001S, maxAge=PT0.000000001S, maxUses=1,"
                        + " maxWaiters=0, reuse=LATEST_FIRST, repeatedMethods=[]]",
                leastPool(Duration.ofNanos(1)).toString());
        assertEquals(
                "Limits[requestHead=1024, requestHeaders=1, responseHead=1024, responseHeaders=1, stderrBytes=0,"
                        + " stderrLinesPerSecond=0]",
                LIMITS.withRequestHead(1024)
                        .withRequestHeaders(1)
                        .withResponseHead(1024)
                        .withResponseHeaders(1)
                        .withStderrBytes(0)
                        .withStderrLinesPerSecond(0)
                        .toString());
        assertEquals(
                "Spooling[mode=ALL, memory=0, maxBytes=0, maxTotalBytes=0, directory=x]",
                SPOOLING.withMode(Spooling.Mode.ALL)
                        .withMemory(0)
                        .withMaxBytes(0)
                        .withMaxTotalBytes(0)
                        .withDirectory(Path.of("x"))
                        .toString());
    }

    private static PoolConfig leastPool(Duration least) {
        return PoolConfig.of(1)
                .withMaxIdle(0)
                .withIdleTimeout(least)
                .withMaxAge(least)
                .withMaxUses(1)
                .withMaxWaiters(0)
                .withReuse(PoolConfig.Reuse.LATEST_FIRST)
                .withRepeatedMethods(Set.of());
    }

    @Test
    void everyTimeoutCanBeSetAlone() {
        assertEquals(
                "Timeouts[connect=PT1S, acquire=PT2S, write=PT3S, head=PT4S, read=PT5S, exchange=" + Timeouts.NEVER
                        + ", requestBody=PT7S]",
                TIMEOUTS.withConnect(Duration.ofSeconds(1))
                        .withAcquire(Duration.ofSeconds(2))
                        .withWrite(Duration.ofSeconds(3))
                        .withHead(Duration.ofSeconds(4))
                        .withRead(Duration.ofSeconds(5))
                        .withExchange(Timeouts.NEVER)
                        .withRequestBody(Duration.ofSeconds(7))
                        .toString());
    }

    @Test
    void everyTimeoutCanBeSetAtOnce() {
        assertEquals(
                "Timeouts[connect=PT1S, acquire=PT1S, write=PT1S, head=PT1S, read=PT1S, exchange=PT1S, requestBody=PT1S]",
                Timeouts.of(SECOND).toString());
    }

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        assertEquals(
                "PoolConfig[maxConnections=0, maxIdle=2147483647, idleTimeout=PT0S, maxAge=PT1H, maxUses=2147483647,"
                        + " maxWaiters=256, reuse=BY_PROTOCOL, repeatedMethods=[]]",
                POOL.withRepeatedMethods(Set.of()).toString());
        assertEquals(
                Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PROPFIND", "REPORT", "SEARCH", "QUERY"),
                POOL.repeatedMethods());
        assertEquals(
                "Limits[requestHead=262144, requestHeaders=500, responseHead=131072, responseHeaders=500,"
                        + " stderrBytes=65536, stderrLinesPerSecond=100]",
                LIMITS.toString());
        assertEquals(
                "Timeouts[connect=PT5S, acquire=PT10S, write=PT1M, head=PT1M, read=PT1M, exchange=PT1H,"
                        + " requestBody=PT1M]",
                TIMEOUTS.toString());
        assertEquals(
                "Spooling[mode=BY_PROTOCOL, memory=65536, maxBytes=134217728, maxTotalBytes=1073741824, directory=x]",
                SPOOLING.withDirectory(Path.of("x")).toString());
    }

    /** Each pair differs in one property. */
    static Stream<Arguments> differing() {
        return Stream.of(
                arguments(POOL.withMaxIdle(3), POOL.withMaxIdle(3), POOL.withMaxIdle(4)),
                arguments(LIMITS.withStderrBytes(3), LIMITS.withStderrBytes(3), LIMITS.withStderrBytes(4)),
                arguments(TIMEOUTS.withRead(SECOND), TIMEOUTS.withRead(SECOND), TIMEOUTS.withHead(SECOND)),
                arguments(SPOOLING.withMemory(3), SPOOLING.withMemory(3), SPOOLING.withMaxBytes(3)),
                arguments(PoolStats.of(3), PoolStats.of(3), PoolStats.of(3).withIdle(1)));
    }

    @ParameterizedTest
    @MethodSource("differing")
    void equalByValue(Object one, Object same, Object other) {
        assertEquals(one, same);
        assertEquals(one.hashCode(), same.hashCode());
        assertNotEquals(one, other);
    }

    @Test
    void everyFigureOfAPoolCanBeSetAlone() {
        PoolStats stats = PoolStats.of(1)
                .withInUse(2)
                .withIdle(3)
                .withWaiting(4)
                .withOpened(5)
                .withClosed(6)
                .withReused(7)
                .withRejected(8);
        assertEquals(
                "PoolStats[limit=1, inUse=2, idle=3, waiting=4, opened=5, closed=6, reused=7, rejected=8]",
                stats.toString());
        assertEquals(10, stats.limit() + stats.inUse() + stats.idle() + stats.waiting());
        assertEquals(26, stats.opened() + stats.closed() + stats.reused() + stats.rejected());
    }

    @Test
    void whatAPoolLeavesOpenIsTakenFromTheProtocol() {
        PoolConfig ajp =
                PoolConfig.of(200).withIdleTimeout(Duration.ofSeconds(15)).withMaxUses(7);
        PoolConfig partial = POOL.withMaxIdle(3).withMaxWaiters(9);
        PoolConfig expected = ajp.withMaxIdle(3).withMaxWaiters(9);
        assertEquals(expected, partial.withDefaults(ajp));
        PoolConfig fresh = ajp.withReuse(PoolConfig.Reuse.FRESH_FIRST);
        assertEquals(expected.withReuse(PoolConfig.Reuse.FRESH_FIRST), partial.withDefaults(fresh));
        PoolConfig all = leastPool(SECOND);
        assertEquals(all, all.withDefaults(ajp));
        assertEquals(PoolConfig.of(50), POOL.withMaxConnections(50));
    }
}
