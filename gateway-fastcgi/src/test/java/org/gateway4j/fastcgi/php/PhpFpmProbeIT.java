package org.gateway4j.fastcgi.php;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Endpoint;
import org.gateway4j.Phase;
import org.gateway4j.fastcgi.Capabilities;
import org.gateway4j.fastcgi.FastCgiProbe;
import org.gateway4j.fastcgi.FpmStatus;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.PhpFpm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The health of a real PHP-FPM. */
@ParameterizedClass
@EnumSource(Transport.class)
class PhpFpmProbeIT extends PhpFpmTest {

    @Parameter
    Transport transport;

    private FastCgiProbe probe(Duration timeout) {
        return FastCgiProbe.of(Endpoint.parse(fpm.address()), timeout);
    }

    @Test
    void healthyPoolAnswersEveryQuestion() throws Exception {
        start(PhpFpm.Settings.of(transport).children(3).with("pm.status_path = /status"));
        FastCgiProbe probe = probe(Duration.ofSeconds(20));
        probe.connect();
        assertEquals(
                new Capabilities(OptionalInt.empty(), OptionalInt.empty(), Optional.of(false)), probe.capabilities());
        assertEquals("pong", probe.ping("/ping"));
        FpmStatus status = statusOf(probe, 3);
        assertEquals("site", status.pool());
        assertEquals("static", status.processManager());
        assertEquals(3, status.totalProcesses());
        assertTrue(status.activeProcesses() >= 1, status::toString);
        assertEquals(status.totalProcesses(), status.idleProcesses() + status.activeProcesses());
        assertTrue(probe.status("/status").acceptedConnections() > status.acceptedConnections());
    }

    /** PHP-FPM's master counts its workers now and then, so a figure may be one off for a moment. */
    private static FpmStatus statusOf(FastCgiProbe probe, int workers) throws Exception {
        AtomicReference<FpmStatus> last = new AtomicReference<>();
        Await.untilEquals(
                workers,
                () -> {
                    last.set(probe.status("/status"));
                    return last.get().totalProcesses();
                },
                "workers");
        return last.get();
    }

    @Test
    void pageThatIsNotConfiguredIsExplained() throws Exception {
        start(PhpFpm.Settings.of(transport).children(1));
        BackendFailureException failure = assertThrows(
                BackendFailureException.class,
                () -> probe(Duration.ofSeconds(20)).status("/status"));
        assertTrue(
                failure.getMessage().contains("status 404: Primary script unknown (PHP-FPM finds no file"),
                failure::getMessage);
    }

    @Test
    void occupiedPoolAcceptsAndDoesNotAnswer() throws Exception {
        start(PhpFpm.Settings.of(transport).children(1));
        script(
                "/wait.php",
                "touch(\"$var/in\"); while (!file_exists(\"$var/go\")) { usleep(1000); clearstatcache(); }");
        Future<String> occupied = async(() -> body("/wait.php"));
        Await.until("the only worker is occupied", () -> fpm.site().has("in"));
        FastCgiProbe probe = probe(Duration.ofMillis(300));
        probe.connect();
        assertThrows(BackendTimeoutException.class, () -> probe.ping("/ping"));
        fpm.site().signal("go");
        occupied.get();
        assertEquals("pong", probe(Duration.ofSeconds(20)).ping("/ping"));
    }

    @Test
    void stoppedPoolCannotBeConnected() throws Exception {
        start(PhpFpm.Settings.of(transport).children(1));
        FastCgiProbe probe = probe(Duration.ofSeconds(20));
        fpm.kill();
        assertEquals(
                Phase.CONNECT,
                assertThrows(BackendFailureException.class, probe::connect).phase());
        assertEquals(
                Phase.CONNECT,
                assertThrows(BackendFailureException.class, () -> probe.ping("/ping"))
                        .phase());
    }
}
