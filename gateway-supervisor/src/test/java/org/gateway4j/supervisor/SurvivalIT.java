package org.gateway4j.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gateway4j.BackendFailureException;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.supervisor.SupervisedGateway.State;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Messages;
import org.gateway4j.testkit.backends.Site;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes that end although nobody told them to. */
class SurvivalIT extends SupervisedProcesses {

    /** Those that PHP-FPM handles by ending. */
    private static final List<String> ENDING = List.of("INT", "QUIT", "TERM");

    /** Restarts without end. */
    private static Restarts patient(Restarts restarts) {
        return restarts.withMost(1000).withFirstPause(Duration.ofMillis(1)).withLongestPause(Duration.ofMillis(1));
    }

    private static long pid(SupervisedGateway gateway) {
        return gateway.processes().get(0).pid();
    }

    /** Returns once another process than that of a pid serves. */
    private static void awaitAnother(SupervisedGateway gateway, long old) {
        Await.until(
                "another process is ready",
                () -> gateway.processes().stream()
                        .anyMatch(process -> process.pid() != old && process.state() == SupervisedProcess.State.READY));
    }

    @ParameterizedTest
    @Covers({"supervisor/case-89", "supervisor/every-signal"})
    @CsvSource({
        "HUP, 1",
        "INT, 2",
        "QUIT, 3",
        "ILL, 4",
        "TRAP, 5",
        "ABRT, 6",
        "BUS, 7",
        "FPE, 8",
        "KILL, 9",
        "USR1, 10",
        "SEGV, 11",
        "USR2, 12",
        "PIPE, 13",
        "ALRM, 14",
        "TERM, 15",
        "STKFLT, 16",
        "XCPU, 24",
        "XFSZ, 25",
        "VTALRM, 26",
        "PROF, 27",
        "IO, 29",
        "PWR, 30",
        "SYS, 31"
    })
    void phpFpmServesAfterEverySignal(String signal, int number) throws Exception {
        try (SupervisedGateway php = site.configure(SupervisedGateway.builder(SupervisedSite.fpm()))
                .restarts(SurvivalIT::patient)
                .build()) {
            php.start();
            long first = pid(php);
            List<ProcessHandle> old =
                    ProcessHandle.of(first).orElseThrow().children().toList();
            boolean ends = ENDING.contains(signal) || !isHandled(number, first);
            SupervisedSite.signal(signal, first);
            if (ends) {
                awaitAnother(php, first);
                SupervisedSite.awaitEnd(old);
            }
            assertTrue(SupervisedSite.get(php, "/pid.php").matches("[0-9]+"));
        }
    }

    /** Whether a process catches or ignores a signal. */
    private static boolean isHandled(int number, long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("SigCgt:") || line.startsWith("SigIgn:"))
                .map(line -> new BigInteger(line.substring("SigCgt:".length()).strip(), 16))
                .anyMatch(signals -> signals.testBit(number - 1));
    }

    @Test
    @Covers("supervisor/killed-in-a-loop")
    void phpFpmThatIsKilledInALoopServesWheneverItLives() throws Exception {
        try (SupervisedGateway php = site.configure(SupervisedGateway.builder(SupervisedSite.fpm()))
                .restarts(SurvivalIT::patient)
                .build()) {
            php.start();
            for (int i = 0; i < 10; i++) {
                long old = pid(php);
                SupervisedSite.signal("KILL", old);
                awaitAnother(php, old);
                assertTrue(SupervisedSite.get(php, "/pid.php").matches("[0-9]+"));
            }
        }
    }

    /** The second crash in a row, so that there is a pause in which no process serves. */
    @Test
    @Covers("supervisor/waiting")
    void requestsWaitForTheNextProcess() throws Exception {
        try (SupervisedGateway php =
                site.configure(SupervisedGateway.builder(SupervisedSite.fpm())).build()) {
            php.start();
            long first = pid(php);
            SupervisedSite.signal("KILL", first);
            awaitAnother(php, first);
            SupervisedSite.signal("KILL", pid(php));
            Await.until("no process serves", () -> php.state() == State.STARTING);
            assertTrue(SupervisedSite.get(php, "/pid.php").matches("[0-9]+"));
        }
    }

    @Test
    @Covers("supervisor/killed-guard")
    void processWhoseGuardIsKilledIsEndedAndReplaced() throws Exception {
        try (SupervisedGateway php = site.configure(SupervisedGateway.builder(SupervisedSite.fpm()))
                .restarts(SurvivalIT::patient)
                .build()) {
            php.start();
            long first = pid(php);
            ProcessHandle master = ProcessHandle.of(first).orElseThrow();
            List<ProcessHandle> group =
                    List.of(master, master.children().findFirst().orElseThrow());
            SupervisedSite.signal("KILL", master.parent().orElseThrow().pid());
            awaitAnother(php, first);
            SupervisedSite.awaitEnd(group);
            assertTrue(SupervisedSite.get(php, "/pid.php").matches("[0-9]+"));
        }
    }

    @Test
    @Covers("supervisor/php-cgi")
    void phpCgiThatIsKilledIsReplacedWithItsChildren() throws Exception {
        try (SupervisedGateway php = site.configure(
                        SupervisedGateway.builder(SupervisedSite.phpCgi().withWorkers(2)))
                .restarts(SurvivalIT::patient)
                .build()) {
            php.start();
            long first = pid(php);
            List<ProcessHandle> children =
                    ProcessHandle.of(first).orElseThrow().children().toList();
            assertEquals(2, children.size());
            SupervisedSite.signal("KILL", first);
            awaitAnother(php, first);
            SupervisedSite.awaitEnd(children);
            assertTrue(SupervisedSite.get(php, "/pid.php").matches("[0-9]+"));
        }
    }

    @Test
    @Covers("supervisor/go")
    void programInGoThatEndsIsReplaced() throws Exception {
        try (SupervisedGateway go = site.configure(SupervisedGateway.builder(SupervisedSite.go(site.goProgram())))
                .scripts(ScriptMapper.script(Path.of("/application")))
                .build()) {
            go.start();
            long first = pid(go);
            assertThrows(BackendFailureException.class, () -> SupervisedSite.get(go, "/exit"));
            awaitAnother(go, first);
            assertNotEquals(Long.toString(first), SupervisedSite.get(go, "/pid"));
        }
    }

    @Test
    @Covers("supervisor/crash-loop")
    void crashLoopFailsRequestsAtOnceAndClearly() throws Exception {
        Path switchedOn = Files.createFile(site.site().file("on"));
        FastCgiProgram program = FastCgiProgram.of(List.of(
                        "sh",
                        "-c",
                        "test -e \"$1\" || { echo gone wrong >&2; exit 4; }; exec \"$2\" -b \"$3\"",
                        "sh",
                        switchedOn.toString(),
                        "php-cgi",
                        "{socket}"))
                .withProbe(SupervisedSite::answers);
        try (SupervisedGateway php = site.configure(SupervisedGateway.builder(program))
                .restarts(restarts ->
                        restarts.withFirstPause(Duration.ofMillis(1)).withLongestPause(Duration.ofMillis(50)))
                .build()) {
            php.start();
            Files.delete(switchedOn);
            SupervisedSite.signal("KILL", pid(php));
            Await.until("it has failed", () -> php.state() == State.FAILED);
            BackendFailureException failure =
                    assertThrows(BackendFailureException.class, () -> SupervisedSite.get(php, "/pid.php"));
            Messages.assertContains("in a row; at last the process ended with status 4 before it was ready", failure);
            Messages.assertContains("its last words: gone wrong", failure);
            assertEquals(502, failure.suggestedStatus());
            Files.createFile(switchedOn);
            Await.until("it is ready", () -> php.state() == State.READY);
            assertTrue(SupervisedSite.get(php, "/pid.php").matches("[0-9]+"));
        }
    }

    @Test
    @Covers("supervisor/case-93")
    void outputWithoutEndNeitherBlocksNorGrows() throws Exception {
        site.site().write("/noise.php", """
            <?php
            $noise = str_repeat('x', 1 << 20);
            for ($i = 0; $i < 10; $i++) fwrite(errors(), $noise);
            echo 'written';
            function errors() { static $f; return $f ??= fopen('php://stderr', 'w'); }
            """);
        try (SupervisedGateway php = site.configure(SupervisedGateway.builder(SupervisedSite.phpCgi()))
                .build()) {
            php.start();
            assertEquals("written", SupervisedSite.get(php, "/noise.php"));
        }
        assertTrue(site.output().stream().allMatch(line -> line.length() <= 8 * 1024 + 1));
        assertTrue(site.output().stream().anyMatch(line -> line.endsWith("x…")));
    }

    @Test
    void userOfTheWorkersIsTheOneGiven() throws Exception {
        assumeTrue(Site.isRoot(), "only root can change the user");
        site.site().write("/user.php", "<?php echo posix_geteuid();");
        try (SupervisedGateway php =
                site.configure(SupervisedGateway.builder(SupervisedSite.fpm())).build()) {
            php.start();
            assertNotEquals("0", SupervisedSite.get(php, "/user.php"));
        }
    }
}
