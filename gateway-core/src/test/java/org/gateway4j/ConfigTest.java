package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** The configuration records: every bound from both sides, and defaults as documented. */
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
                arguments("limits.stderr is -1; it must be at least 0", (Executable) () -> LIMITS.withStderr(-1)),
                arguments("limits.stderrLines is -1; it must be at least 0", (Executable)
                        () -> LIMITS.withStderrLines(-1)),
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
        Duration least = Duration.ofNanos(1);
        assertEquals(
                new PoolConfig(1, 0, least, least, 1, 0, PoolConfig.Reuse.LATEST_FIRST, Set.of()), leastPool(least));
        assertEquals(
                new Limits(1024, 1, 1024, 1, 0, 0),
                LIMITS.withRequestHead(1024)
                        .withRequestHeaders(1)
                        .withResponseHead(1024)
                        .withResponseHeaders(1)
                        .withStderr(0)
                        .withStderrLines(0));
        assertEquals(
                new Spooling(Spooling.Mode.ALL, 0, 0, 0, Path.of("x")),
                SPOOLING.withMode(Spooling.Mode.ALL)
                        .withMemory(0)
                        .withMaxBytes(0)
                        .withMaxTotalBytes(0)
                        .withDirectory(Path.of("x")));
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
        Timeouts changed = TIMEOUTS.withConnect(Duration.ofSeconds(1))
                .withAcquire(Duration.ofSeconds(2))
                .withWrite(Duration.ofSeconds(3))
                .withHead(Duration.ofSeconds(4))
                .withRead(Duration.ofSeconds(5))
                .withExchange(Timeouts.NEVER)
                .withRequestBody(Duration.ofSeconds(7));
        assertEquals(
                new Timeouts(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Timeouts.NEVER,
                        Duration.ofSeconds(7)),
                changed);
    }

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        Set<String> idempotent =
                Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PROPFIND", "REPORT", "SEARCH", "QUERY");
        assertEquals(
                new PoolConfig(
                        0,
                        Integer.MAX_VALUE,
                        Duration.ZERO,
                        Duration.ofHours(1),
                        Integer.MAX_VALUE,
                        256,
                        PoolConfig.Reuse.BY_PROTOCOL,
                        idempotent),
                POOL);
        assertEquals(new Limits(262_144, 500, 131_072, 500, 65_536, 100), LIMITS);
        assertEquals(
                new Timeouts(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofHours(1),
                        Duration.ofSeconds(60)),
                TIMEOUTS);
        assertEquals(Spooling.Mode.BY_PROTOCOL, SPOOLING.mode());
        assertEquals(65_536, SPOOLING.memory());
        assertEquals(134_217_728, SPOOLING.maxBytes());
        assertEquals(1_073_741_824, SPOOLING.maxTotalBytes());
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
