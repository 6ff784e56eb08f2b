package org.gateway4j.cgi.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gateway4j.contract.Running;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Leftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pipes with names, which other processes open, hold and leave open. */
class NamedPipesTest {

    @TempDir
    Path directory;

    private Leftovers leftovers;
    private NamedPipes pipes;
    private Process process;

    @BeforeEach
    void begin() throws Exception {
        leftovers = Leftovers.watch();
        pipes = new NamedPipes("test", directory);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        pipes.close();
        if (process != null) {
            process.destroyForcibly();
        }
        leftovers.awaitNone();
        assertArrayEquals(new String[0], directory.toFile().list());
    }

    private ProcessPipes start(boolean withInput, String... command) throws IOException {
        ProcessPipes ends = pipes.open(withInput);
        ProcessBuilder builder = new ProcessBuilder(command);
        ends.attach(builder);
        process = builder.start();
        ends.started(process);
        return ends;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> !Files.isDirectory(file)).sorted().toList();
        }
    }

    @Test
    void bytesGoBothWays() throws Exception {
        try (ProcessPipes ends = start(true, "/bin/sh", "-c", "cat; echo because >&2")) {
            ends.input().write(Bytes.of("hello"));
            ends.closeInput();
            assertEquals("hello", Bytes.text(ends.output().readAllBytes()));
            assertEquals("because\n", Bytes.text(ends.errors().readAllBytes()));
        }
    }

    @Test
    void pipesThatHaveEndedServeAgain() throws Exception {
        serveTwentyProcesses();
        assertEquals(16, files().size());
    }

    private void serveTwentyProcesses() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (ProcessPipes ends = start(false, "/bin/echo", "round", "" + i)) {
                assertEquals("round " + i + "\n", Bytes.text(ends.output().readAllBytes()));
                assertEquals(0, ends.errors().readAllBytes().length);
            }
        }
    }

    /** Its other end may still be written to: no other script's output may come by it. */
    @Test
    void pipesThatHaveNotEndedAreDeleted() throws Exception {
        start(false, "/bin/sleep", "1000").close();
        assertEquals(14, files().size());
    }

    @Test
    void closeEndsTheWaitForOutput() throws Exception {
        ProcessPipes ends = start(false, "/bin/sleep", "1000");
        Running<Integer> reader = ThreadKind.PLATFORM.run(() -> ends.output().read(new byte[10]));
        ends.close();
        assertThrows(IOException.class, reader::result);
        assertTrue(process.isAlive());
    }

    @Test
    void closeEndsTheWaitForInputToBeTaken() throws Exception {
        ProcessPipes ends = start(true, "/bin/sleep", "1000");
        Running<Boolean> writer = ThreadKind.PLATFORM.run(() -> {
            ends.input().write(new byte[1 << 20]);
            return true;
        });
        ends.closeInput();
        assertThrows(IOException.class, writer::result);
        ends.close();
    }

    /** As those who tidy temporary files do, whether an end of them is open or not. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pipesThatSomebodyHasDeletedAreMadeAnew(boolean used) throws Exception {
        if (used) {
            serveTwentyProcesses();
        } else {
            pipes.open(false).close();
        }
        for (Path file : files()) {
            Files.delete(file);
        }
        try (Stream<Path> all = Files.list(directory)) {
            Files.delete(all.findFirst().orElseThrow());
        }
        try (ProcessPipes ends = start(false, "/bin/echo", "ok")) {
            assertEquals("ok\n", Bytes.text(ends.output().readAllBytes()));
        }
    }

    /** As where temporary files cannot be made, or there is no shell. */
    @Test
    void withoutNamedPipesThoseOfTheJdkServe() throws Exception {
        pipes = new NamedPipes("test", directory.resolve("missing"));
        ProcessPipes ends = start(true, "/bin/cat");
        assertInstanceOf(JdkPipes.class, ends);
        ends.input().write(Bytes.of("hello"));
        ends.input().close();
        assertEquals("hello", Bytes.text(ends.output().readAllBytes()));
        ends.close();
    }
}
