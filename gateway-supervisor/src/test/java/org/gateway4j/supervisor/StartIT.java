package org.gateway4j.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.supervisor.SupervisedGateway.State;
import org.gateway4j.testkit.Messages;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From the start of real processes to their end. */
class StartIT extends SupervisedProcesses {

    @Test
    @Covers({"supervisor/unasked", "supervisor/case-84", "supervisor/capacity"})
    void phpFpmServesOnceItIsStarted() throws Exception {
        try (SupervisedGateway php =
                site.configure(SupervisedGateway.builder(SupervisedSite.fpm())).build()) {
            assertEquals(State.NEW, php.state());
            assertEquals(List.of(), site.leftFiles());
            php.start();
            assertEquals(State.READY, php.state());
            assertTrue(SupervisedSite.get(php, "/pid.php").matches("[0-9]+"));
            assertEquals(2, php.stats().limit());
            assertTrue(site.output().stream().anyMatch(line -> line.contains("ready to handle connections")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void phpFpmServesInEachMode(PhpFpm.Mode mode) throws Exception {
        PhpFpm fpm =
                SupervisedSite.fpm().withWorkers(3).withMode(mode).withDirective("request_terminate_timeout", "30s");
        try (SupervisedGateway php =
                site.configure(SupervisedGateway.builder(fpm)).build()) {
            php.start();
            assertTrue(SupervisedSite.get(php, "/pid.php").matches("[0-9]+"));
        }
    }

    @Test
    void programRunsInItsDirectory() throws Exception {
        FastCgiProgram program = FastCgiProgram.of(
                        List.of("sh", "-c", "pwd >&2; exec php-cgi -b \"$1\"", "sh", "{socket}"))
                .withDirectory(site.site().root());
        try (SupervisedGateway php =
                site.configure(SupervisedGateway.builder(program)).build()) {
            php.start();
            assertTrue(site.output().contains(site.site().root().toString()), site.output()::toString);
        }
    }

    @Test
    void programThatNeverListensIsEndedInTime() throws Exception {
        FastCgiProgram program = FastCgiProgram.of(List.of("sh", "-c", "echo waiting; sleep 60", "{socket}"));
        try (SupervisedGateway never = site.configure(SupervisedGateway.builder(program))
                .startTimeout(Duration.ofMillis(300))
                .build()) {
            StartException failure = assertThrows(StartException.class, never::start);
            Messages.assertContains("was not ready within 300 ms (startTimeout); it wrote:\nwaiting", failure);
        }
    }

    @Test
    @Covers("supervisor/case-98")
    void interruptEndsAStart() throws Exception {
        FastCgiProgram program = FastCgiProgram.of(List.of("sh", "-c", "sleep 60", "{socket}"));
        try (SupervisedGateway never =
                site.configure(SupervisedGateway.builder(program)).build()) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, never::start);
            assertEquals(State.NEW, never.state());
        }
    }

    @Test
    void requestsBeforeTheStartAndAfterTheEndAreMistakes() throws Exception {
        SupervisedGateway php =
                site.configure(SupervisedGateway.builder(SupervisedSite.fpm())).build();
        assertThrows(IllegalStateException.class, () -> SupervisedSite.get(php, "/pid.php"));
        assertThrows(IllegalStateException.class, php::reload);
        php.close();
        assertThrows(IllegalStateException.class, () -> SupervisedSite.get(php, "/pid.php"));
        assertThrows(IllegalStateException.class, php::reload);
    }

    @Test
    @Covers("supervisor/php-cgi")
    void phpCgiWithChildrenServes() throws Exception {
        try (SupervisedGateway php = site.configure(
                        SupervisedGateway.builder(SupervisedSite.phpCgi().withWorkers(3)))
                .build()) {
            php.start();
            assertTrue(SupervisedSite.get(php, "/pid.php").matches("[0-9]+"));
            assertEquals(3, php.stats().limit());
        }
    }

    @Test
    @Covers("supervisor/case-84")
    void refusedConfigurationIsQuoted() throws Exception {
        try (SupervisedGateway php = site.configure(
                        SupervisedGateway.builder(SupervisedSite.fpm().withDirective("no_such_directive", "1")))
                .build()) {
            StartException failure = assertThrows(StartException.class, php::start);
            Messages.assertContains("unknown entry 'no_such_directive'", failure);
            Messages.assertContains("ended with status 78 before it was ready", failure);
            assertEquals(State.NEW, php.state());
            assertThrows(StartException.class, php::start);
        }
    }

    @Test
    void missingProgramIsNamed() throws Exception {
        try (SupervisedGateway php = site.configure(SupervisedGateway.builder(PhpFpm.of(Path.of("/no/such/php-fpm"))))
                .build()) {
            StartException failure = assertThrows(StartException.class, php::start);
            Messages.assertContains("/no/such/php-fpm", failure);
        }
    }

    @Test
    @Covers("supervisor/case-96")
    void missingDirectoryIsNamed() throws Exception {
        try (SupervisedGateway php = site.configure(SupervisedGateway.builder(SupervisedSite.fpm()))
                .socketDirectory(site.sockets().resolve("none"))
                .build()) {
            Messages.assertContains(
                    site.sockets().resolve("none").toString(), assertThrows(StartException.class, php::start));
        }
    }

    @Test
    @Covers("supervisor/case-97")
    void scriptsGetTheEnvironmentThatWasGiven() throws Exception {
        PhpFpm fpm = SupervisedSite.fpm().withEnvironment("SECRET", "a \"b\" $c\nd");
        try (SupervisedGateway php =
                site.configure(SupervisedGateway.builder(fpm)).build()) {
            php.start();
            assertTrue(SupervisedSite.get(php, "/env.php").contains("SECRET=a \"b\" $c\nd\n"));
        }
    }

    /** PHP-FPM writes its title over what the system shows of its environment, so this looks at php-cgi. */
    @Test
    @Covers("supervisor/case-97")
    void environmentHoldsNothingOfTheHosts() throws Exception {
        PhpCgi cgi = SupervisedSite.phpCgi().withEnvironment("SECRET", "1");
        try (SupervisedGateway php =
                site.configure(SupervisedGateway.builder(cgi)).build()) {
            php.start();
            Path environment =
                    Path.of("/proc", Long.toString(php.processes().get(0).pid()), "environ");
            assertEquals(
                    List.of("PATH", "PHP_FCGI_MAX_REQUESTS", "PHP_INI_SCAN_DIR", "SECRET"),
                    Stream.of(Files.readString(environment).split("\0"))
                            .map(variable -> variable.substring(0, variable.indexOf('=')))
                            .sorted()
                            .toList());
        }
    }

    @Test
    @Covers("supervisor/settings")
    void settingsOfPhpIniAreInForce() throws Exception {
        PhpFpm fpm = SupervisedSite.fpm()
                .withIni("memory_limit", "77M")
                .withIni("opcache.memory_consumption", "9")
                .withIni("error_append_string", "\"a = 'b'; c\"");
        try (SupervisedGateway php =
                site.configure(SupervisedGateway.builder(fpm)).build()) {
            php.start();
            assertEquals("77M", SupervisedSite.get(php, "/ini.php?name=memory_limit"));
            assertEquals("9", SupervisedSite.get(php, "/ini.php?name=opcache.memory_consumption"));
            assertEquals("a = 'b'; c", SupervisedSite.get(php, "/ini.php?name=error_append_string"));
        }
    }

    @Test
    @Covers("supervisor/case-97")
    void processHasNoOtherDescriptors() throws Exception {
        try (SupervisedGateway php = site.configure(SupervisedGateway.builder(SupervisedSite.phpCgi()))
                .build()) {
            php.start();
            Path descriptors =
                    Path.of("/proc", Long.toString(php.processes().get(0).pid()), "fd");
            try (var open = Files.list(descriptors)) {
                // PHP itself opens its socket and a file of its locks.
                assertEquals(
                        List.of("0 /dev/null", "1 pipe", "2 pipe"),
                        open.map(fd -> fd.getFileName() + " " + target(fd).replaceAll(":.*", ""))
                                .filter(fd -> !fd.endsWith(" socket") && !fd.contains(".ZendSem."))
                                .sorted()
                                .toList());
            }
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            // PHP has closed the connection of the probe meanwhile.
            return "socket";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Covers("supervisor/go")
    void programInGoServesOnASocketAndOnAPort() throws Exception {
        Path program = site.goProgram();
        FastCgiProgram onPort = FastCgiProgram.of(List.of(program.toString(), "127.0.0.1:{port}"))
                .withWorkers(4);
        for (FastCgiProgram each : List.of(SupervisedSite.go(program), onPort)) {
            try (SupervisedGateway go = site.configure(SupervisedGateway.builder(each))
                    .scripts(ScriptMapper.script(Path.of("/application")))
                    .build()) {
                go.start();
                assertEquals(Long.toString(go.processes().get(0).pid()), SupervisedSite.get(go, "/pid"));
                assertEquals(4, go.stats().limit());
            }
        }
    }

    @Test
    @Covers("supervisor/case-98")
    void closingTwiceAndWithoutStartDoesNothingMore() throws Exception {
        SupervisedGateway php =
                site.configure(SupervisedGateway.builder(SupervisedSite.fpm())).build();
        php.close();
        php.close();
        assertEquals(State.CLOSED, php.state());
        assertThrows(IllegalStateException.class, php::start);
        assertFalse(php.name().isEmpty());
    }
}
