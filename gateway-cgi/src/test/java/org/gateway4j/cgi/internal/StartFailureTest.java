package org.gateway4j.cgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a process did not start, from what the JDK says. */
class StartFailureTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "'error=2, No such file or directory', FAILED, is missing",
        "'error=13, Permission denied', FAILED, may not be executed",
        "'error=7, Argument list too long', FAILED, too large",
        "'error=8, Exec format error', FAILED, Exec format error",
        "'error=11, Resource temporarily unavailable', EXHAUSTED, no room",
        "'error=12, Cannot allocate memory', EXHAUSTED, no room",
        "'error=23, Too many open files in system', EXHAUSTED, no room",
        "'error=24, Too many open files', EXHAUSTED, no room",
        "'posix_spawn failed, error: 11 (Resource temporarily unavailable)', EXHAUSTED, no room",
        "'something else', FAILED, something else"
    })
    void messageTellsTheKind(String message, Kind kind, String explanation) {
        ConnectException failure = StartFailure.of(new IOException("Cannot run program: " + message), "/cgi/x");
        assertEquals(kind, failure.kind());
        assertTrue(failure.getMessage().contains(explanation), failure.getMessage());
    }

    @Test
    void threadThatCannotBeMadeIsLackOfRoom() {
        OutOfMemoryError cause = new OutOfMemoryError("unable to create native thread");
        assertEquals(Kind.EXHAUSTED, StartFailure.of(cause, "/cgi/x").kind());
    }

    @Test
    void causeWithoutAMessageIsAFailure() {
        assertEquals(Kind.FAILED, StartFailure.of(null, "/cgi/x").kind());
        assertEquals(Kind.FAILED, StartFailure.of(new IOException(), "/cgi/x").kind());
    }

    private ConnectException startOf(String permissions, String text) throws Exception {
        Path file = Files.writeString(directory.resolve("script"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        IOException cause = assertThrows(IOException.class, () -> new ProcessBuilder(file.toString()).start());
        return StartFailure.of(cause, file.toString());
    }

    /** The messages of this very JDK. */
    @Test
    void jdkSaysItSo() throws Exception {
        assertTrue(startOf("rwx------", "#!/nowhere/interpreter\n").getMessage().contains("is missing"));
        assertTrue(startOf("rw-------", "#!/bin/sh\n").getMessage().contains("may not be executed"));
        String large = "x".repeat(200_000);
        IOException tooLarge = assertThrows(IOException.class, () -> new ProcessBuilder("/bin/true", large).start());
        assertTrue(StartFailure.of(tooLarge, "/bin/true").getMessage().contains("too large"));
    }
}
