package org.gateway4j.fastcgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.Spooling;
import org.gateway4j.script.ScriptMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is settled before an application is asked; here nobody listens. */
class PreparationTest {

    @TempDir
    Path directory;

    private FastCgiGateway.Builder nobody() {
        return FastCgiGateway.builder(Endpoint.unix(directory.resolve("nobody")))
                .scripts(ScriptMapper.script(Path.of("/app.php")));
    }

    private int rejected(FastCgiGateway.Builder builder, GatewayRequest.Builder request) {
        try (Gateway gateway = builder.build()) {
            return assertThrows(RequestRejectedException.class, () -> gateway.dispatch(request.build()))
                    .suggestedStatus();
        }
    }

    @Test
    void aVariableThatFitsIntoNoRecordIsRefused() {
        assertEquals(431, rejected(nobody(), GatewayRequest.get("/").header("X-Large", "x".repeat(70_000))));
        assertEquals(414, rejected(nobody(), GatewayRequest.get("/?" + "x".repeat(70_000))));
    }

    @Test
    void namesThatCollideAreRefused() {
        GatewayRequest.Builder request =
                GatewayRequest.get("/").header("X-User", "one").header("X_User", "two");
        assertEquals(400, rejected(nobody(), request));
    }

    /** Where the sum of lengths does not tell, the head is encoded: it is exact to the byte. */
    @ParameterizedTest
    @CsvSource({"1024", "5000", "70000", "262144"})
    void theLimitIsExact(int limit) {
        FastCgiGateway.Builder builder = nobody().limits(Limits.defaults().withRequestHead(limit));
        try (Gateway gateway = builder.build()) {
            int most = 0;
            for (int step = Integer.highestOneBit(limit); step > 0; step /= 2) {
                if (isSent(gateway, most + step)) {
                    most += step;
                }
            }
            assertTrue(most > 0 && most < limit, "value of " + most + " bytes");
        }
    }

    private static boolean isSent(Gateway gateway, int length) {
        GatewayRequest.Builder request = GatewayRequest.get("/");
        for (int left = length; left > 0; left -= 50_000) {
            request.header("X-Part-" + left, "x".repeat(Math.min(left, 50_000)));
        }
        try {
            gateway.dispatch(request.build()).close();
            throw new AssertionError("nobody was to answer");
        } catch (RequestRejectedException e) {
            return false;
        } catch (BackendFailureException e) {
            return true;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatAPoolLeavesOpenStaysAsItSuitsPhp() {
        assertLimit(5, nobody());
        assertLimit(5, nobody().pool(pool -> pool.withMaxIdle(1)));
        assertLimit(40, nobody().pool(PoolConfig.of(40)).pool(pool -> pool.withMaxIdle(1)));
    }

    private static void assertLimit(int expected, FastCgiGateway.Builder builder) {
        try (Gateway gateway = builder.build()) {
            assertEquals(expected, gateway.stats().limit());
        }
    }

    @Test
    void bodiesOfUnknownLengthNeedASpool() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> nobody().spooling(spooling -> spooling.withMode(Spooling.Mode.STREAM_ALL)));
        assertTrue(refusal.getMessage().contains("spooling.mode STREAM_ALL"), refusal.getMessage());
    }
}
