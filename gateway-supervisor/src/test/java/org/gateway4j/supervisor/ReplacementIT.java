package org.gateway4j.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.gateway4j.balancer.MemberStats;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Real processes that are replaced while requests run. */
class ReplacementIT extends SupervisedProcesses {

    /** Clients that send requests one after another until they are told to stop. */
    private static final class Clients implements AutoCloseable {

        private final AtomicBoolean over = new AtomicBoolean();
        private final Queue<String> answers = new ConcurrentLinkedQueue<>();
        private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        private final List<Thread> threads = new ArrayList<>();

        Clients(SupervisedGateway gateway, int count, String target) {
            for (int i = 0; i < count; i++) {
                Thread client = new Thread(() -> send(gateway, target), "client " + i);
                threads.add(client);
                client.start();
            }
        }

        private void send(SupervisedGateway gateway, String target) {
            while (!over.get()) {
                try {
                    answers.add(SupervisedSite.get(gateway, target));
                } catch (Exception e) {
                    failures.add(e);
                }
            }
        }

        void awaitAnswers(int more) {
            int wanted = answers.size() + more;
            Await.until(() -> answers.size() + " of " + wanted + " answers", () -> answers.size() >= wanted);
        }

        @Override
        public void close() {
            over.set(true);
            Await.until("clients have ended", () -> threads.stream().noneMatch(Thread::isAlive));
            assertEquals(List.of(), List.copyOf(failures));
        }
    }

    @Test
    @Covers("supervisor/case-86")
    void reloadsUnderLoadFailNoRequest() throws Exception {
        try (SupervisedGateway php =
                site.configure(SupervisedGateway.builder(SupervisedSite.fpm())).build()) {
            php.start();
            Queue<String> answers;
            try (Clients clients = new Clients(php, 4, "/work.php?ms=100")) {
                answers = clients.answers;
                for (int i = 0; i < 3; i++) {
                    clients.awaitAnswers(4);
                    php.reload().toCompletableFuture().get();
                }
                clients.awaitAnswers(4);
            }
            assertTrue(answers.stream().allMatch(answer -> answer.startsWith("done by ")), answers::toString);
            assertTrue(Set.copyOf(answers).size() > 2, "workers of several generations");
            Await.until("old processes have ended", () -> php.processes().size() == 1);
            assertEquals(4, php.processes().get(0).generation());
            assertEquals(
                    List.of("4"),
                    site.leftFiles().stream()
                            .map(file -> file.getFileName().toString())
                            .filter(name -> name.matches("[0-9]+"))
                            .toList());
        }
    }

    /** PHP-FPM would lose this request, had it been told to end before it was drained. */
    @Test
    @Covers("supervisor/case-86")
    void longRequestOutlivesAReload() throws Exception {
        try (SupervisedGateway php =
                site.configure(SupervisedGateway.builder(SupervisedSite.fpm())).build()) {
            php.start();
            Queue<String> answers = new ConcurrentLinkedQueue<>();
            Thread client = new Thread(() -> {
                try {
                    answers.add(SupervisedSite.get(php, "/work.php?ms=1500"));
                } catch (Exception e) {
                    answers.add(e.toString());
                }
            });
            client.start();
            Await.until(
                    "it is in flight",
                    () -> php.balance().members().stream().anyMatch(member -> member.inFlight() == 1));
            php.reload().toCompletableFuture().get();
            assertEquals(
                    List.of(SupervisedProcess.State.READY, SupervisedProcess.State.DRAINING),
                    php.processes().stream().map(SupervisedProcess::state).toList());
            client.join();
            assertTrue(answers.element().startsWith("done by "), answers::toString);
        }
    }

    @Test
    @Covers({"supervisor/killed-during-reload", "supervisor/case-89"})
    void killsDuringReloadsLeaveTheLastGenerationServing() throws Exception {
        try (SupervisedGateway php = site.configure(SupervisedGateway.builder(SupervisedSite.fpm()))
                .restarts(restarts -> restarts.withMost(1000)
                        .withFirstPause(Duration.ofMillis(1))
                        .withLongestPause(Duration.ofMillis(1)))
                .build()) {
            php.start();
            for (int i = 0; i < 5; i++) {
                var reloaded = php.reload().toCompletableFuture();
                for (SupervisedProcess process : php.processes()) {
                    SupervisedSite.signal("KILL", process.pid());
                }
                // Whether the successor was among them is chance.
                Await.until("the reload is over", reloaded::isDone);
                Await.until(
                        "a process serves",
                        () -> php.state() == SupervisedGateway.State.READY
                                && php.processes().size() == 1);
                assertTrue(SupervisedSite.get(php, "/pid.php").matches("[0-9]+"));
            }
        }
    }

    @Test
    void reloadToABrokenSiteLeavesTheOldProcessServing() throws Exception {
        Path program = site.goProgram();
        try (SupervisedGateway go = site.configure(SupervisedGateway.builder(SupervisedSite.go(program)))
                .scripts(ScriptMapper.script(Path.of("/application")))
                .build()) {
            go.start();
            java.nio.file.Files.delete(program);
            ExecutionException failure = assertThrows(
                    ExecutionException.class,
                    () -> go.reload().toCompletableFuture().get());
            assertTrue(failure.getCause() instanceof StartException, failure::toString);
            assertEquals(Long.toString(go.processes().get(0).pid()), SupervisedSite.get(go, "/pid"));
        }
    }

    @Test
    @Covers("supervisor/case-91")
    void phpCgiIsRecycledWithoutFailuresBeyondItsOwnLimit() throws Exception {
        try (SupervisedGateway php = site.configure(
                        SupervisedGateway.builder(SupervisedSite.phpCgi().withWorkers(2)))
                .recycling(limits -> limits.withRequests(400))
                .build()) {
            php.start();
            try (Clients clients = new Clients(php, 3, "/pid.php")) {
                Await.until(
                        "a third generation serves",
                        () -> php.processes().stream().anyMatch(process -> process.generation() >= 3));
                clients.awaitAnswers(100);
                assertTrue(clients.answers.size() > 500, "beyond the limit that php-cgi has by itself");
            }
        }
    }

    @Test
    @Covers("supervisor/case-92")
    void processThatHasTooMuchMemoryIsReplaced() throws Exception {
        site.site().write("/leak.php", """
            <?php
            ini_set('memory_limit', '-1');
            $leak = str_repeat('x', 100 << 20);
            usleep(2500000);
            echo 'done by ', getmypid();
            """);
        try (SupervisedGateway php = site.configure(SupervisedGateway.builder(SupervisedSite.fpm()))
                .recycling(limits -> limits.withMemory(64 << 20))
                .build()) {
            php.start();
            assertTrue(SupervisedSite.get(php, "/leak.php").startsWith("done by "));
            Await.until("another process serves", () -> php.processes().get(0).generation() > 1);
        }
    }

    @Test
    @Covers("supervisor/processes")
    void severalProcessesShareTheRequests() throws Exception {
        try (SupervisedGateway php = site.configure(SupervisedGateway.builder(SupervisedSite.phpCgi()))
                .processes(3)
                .build()) {
            php.start();
            assertEquals(3, php.stats().limit());
            Set<String> pids = ConcurrentHashMap.newKeySet();
            try (Clients clients = new Clients(php, 3, "/work.php?ms=20")) {
                clients.awaitAnswers(30);
                pids.addAll(clients.answers);
            }
            assertEquals(3, pids.size(), pids::toString);
            php.reload().toCompletableFuture().get();
            Await.until("old processes have ended", () -> php.processes().size() == 3);
            assertEquals(
                    List.of(4, 5, 6),
                    php.processes().stream().map(SupervisedProcess::generation).toList());
            assertEquals(
                    3,
                    Stream.of(php.balance().members())
                            .flatMap(List::stream)
                            .map(MemberStats::name)
                            .count());
        }
    }

    @Test
    @Covers("supervisor/case-98")
    void closingDuringAReloadLeavesNothing() throws Exception {
        SupervisedGateway php =
                site.configure(SupervisedGateway.builder(SupervisedSite.fpm())).build();
        php.start();
        var reloaded = php.reload().toCompletableFuture();
        php.close();
        Await.until("the reload is over", reloaded::isDone);
        php.close();
        assertEquals(List.of(), php.processes());
    }
}
