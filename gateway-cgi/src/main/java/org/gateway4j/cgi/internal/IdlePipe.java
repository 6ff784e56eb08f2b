package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A named pipe that no process has open.
 *
 * @param path its file
 * @param end this process's end for reading, which stayed open after the previous use; null if there is none
 */
record IdlePipe(Path path, @Nullable FileChannel end) {

    /** Checks that the file still exists: otherwise a process would make a plain file in its place. */
    void check() throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
            throw new NoSuchFileException(path.toString());
        }
    }

    void closeEnd() {
        try {
            if (end != null) {
                end.close();
            }
        } catch (IOException e) {
            // The descriptor is gone in any case.
        }
    }
}
