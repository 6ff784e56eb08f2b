package org.gateway4j.internal.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.gateway4j.RequestBody;
import org.gateway4j.Spooling;
import org.gateway4j.Spooling.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    @TempDir
    Path directory;

    private static Spooling spooling(int memory, Path directory) {
        return Spooling.defaults().withMode(Mode.ALL).withMemory(memory).withDirectory(directory);
    }

    private Spool spool(int memory) {
        return new Spool(spooling(memory, directory), null);
    }

    private long files() throws IOException {
        try (Stream<Path> listed = Files.list(directory)) {
            return listed.count();
        }
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count);
    }

    @Test
    void staysInMemoryUpToTheThreshold() throws Exception {
        try (Spool spool = spool(8)) {
            spool.write(bytes(5));
            spool.write(bytes(3));
            assertEquals(8, spool.size());
            assertNotNull(spool.finish().inMemory());
        }
    }

    @Test
    void goesToAFileBeyondIt() throws Exception {
        try (Spool spool = spool(8)) {
            spool.write(bytes(8));
            ByteBuffer more = bytes(4).position(3);
            spool.write(more);
            assertFalse(more.hasRemaining());
            RequestBody body = spool.finish();
            assertNull(body.inMemory());
            assertEquals(9, body.length());
            assertTrue(body.replayable());
            body.close();
        }
        assertEquals(0, files());
    }

    @Test
    void withoutMemoryEverythingGoesToTheFile() throws Exception {
        try (Spool spool = spool(0)) {
            spool.write(bytes(1));
            try (RequestBody body = spool.finish()) {
                assertNull(body.inMemory());
            }
        }
    }

    @Test
    void anUnfinishedSpoolLeavesNoFile() throws Exception {
        try (Spool spool = spool(0)) {
            spool.write(bytes(10));
        }
        assertEquals(0, files());
    }

    /** So that nothing is left of it if the host is killed. */
    @Test
    void aPrivateFileHasNoName() throws Exception {
        try (Spool spool = spool(0)) {
            spool.write(bytes(10));
            assertEquals(0, files());
            try (RequestBody body = spool.finish()) {
                assertEquals(0, files());
                assertEquals(10, body.read(bytes(20)));
            }
        }
    }

    @Test
    void closingTheSpoolLeavesWhatWasFinished() throws Exception {
        RequestBody body;
        try (Spool spool = spool(0)) {
            spool.write(bytes(10));
            body = spool.finish();
        }
        assertEquals(10, body.read(bytes(20)));
        body.rewind();
        assertEquals(10, body.read(bytes(20)));
        assertEquals(-1, body.read(bytes(20)));
        body.close();
    }

    @Test
    void saysWhichDirectoryDoesNotTakeIt() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        try (Spool spool = new Spool(spooling(0, file), null)) {
            Spool.SpoolException e = assertThrows(Spool.SpoolException.class, () -> spool.write(bytes(1)));
            assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        }
    }
}
