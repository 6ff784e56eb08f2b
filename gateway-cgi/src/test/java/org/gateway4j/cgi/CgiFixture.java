package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Spooling;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Leftovers;
import org.gateway4j.testkit.backends.RealBackends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A directory of scripts. After each test no process, thread, descriptor or spool file may be left. */
abstract class CgiFixture {

    /** Tells all that a script can see of its request, see {@link SeenRequest}. */
    private static final String DUMP = "use Cwd; binmode STDIN; binmode STDOUT;"
            + "print \"Content-Type: text/plain\\n\\n\", join(\"\\0\", getcwd(), scalar(@ARGV), @ARGV,"
            + "map { \"$_=$ENV{$_}\" } sort keys %ENV), \"\\0\\0\"; print while <STDIN>;";

    @TempDir
    Path directory;

    /** Where the scripts are. */
    Path root;

    Path spool;

    private Leftovers leftovers;

    @BeforeEach
    final void begin() throws Exception {
        directory = directory.toRealPath();
        root = Files.createDirectory(directory.resolve("scripts"));
        spool = Files.createDirectory(directory.resolve("spool"));
        leftovers = Leftovers.watch();
    }

    @AfterEach
    final void nothingIsLeft() throws Exception {
        Await.until(() -> "left: " + scripts(), () -> scripts().isEmpty());
        leftovers.awaitNone();
        assertArrayEquals(new String[0], spool.toFile().list(), "spool files leaked");
    }

    /** All processes that run because of a script of this test, however they came about. */
    final List<ProcessHandle> scripts() {
        return ScriptProcesses.startedFor(root);
    }

    final Path sh(String name, String... lines) throws IOException {
        return script(name, "#!/bin/sh", lines);
    }

    final Path perl(String name, String... lines) throws IOException {
        return script(name, "#!/usr/bin/perl", lines);
    }

    final Path python(String name, String... lines) throws IOException {
        return script(name, "#!" + RealBackends.installed(Path.of("/usr/bin/python3")), lines);
    }

    final Path dump(String name) throws IOException {
        return perl(name, DUMP);
    }

    final Path script(String name, String interpreter, String... lines) throws IOException {
        Path file = plain(name, interpreter + "\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    /** A file that is not executable. */
    final Path plain(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A named pipe: a script that reads it waits until the test writes to it. */
    final Path fifo() throws Exception {
        return fifo("fifo");
    }

    final Path fifo(String name) throws Exception {
        Path fifo = directory.resolve(name);
        new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
        return fifo;
    }

    /** What starts the scripts of this test. */
    LauncherChoice launcher() {
        return LauncherChoice.PORTABLE;
    }

    final CgiGateway.Builder gateway() {
        return gateway(CgiScriptMapper.directory(root));
    }

    final CgiGateway.Builder gateway(CgiScriptMapper scripts) {
        return CgiGateway.builder(scripts)
                .launcher(launcher())
                .spooling(Spooling.defaults().withDirectory(spool));
    }

    final Answer answer(GatewayRequest request) throws IOException {
        try (Gateway gateway = gateway().build()) {
            return Answer.of(gateway.dispatch(request));
        }
    }

    final Answer get(String target) throws IOException {
        return answer(GatewayRequest.get(target).build());
    }

    final SeenRequest seen(GatewayRequest.Builder request) throws IOException {
        return SeenRequest.of(answer(request.build()));
    }

    /** There is no whole answer, through a fault of the script. */
    final BackendFailureException failure(String target) {
        return assertThrows(BackendFailureException.class, () -> get(target));
    }
}
