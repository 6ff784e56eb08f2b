package org.gateway4j.internal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What octets name. */
class FileNamesTest {

    private static final FileNames UTF_8 = new FileNames(StandardCharsets.UTF_8);
    private static final FileNames ASCII = new FileNames(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b/c.php", "caf\u00c3\u00a9", "\u00ef\u00bf\u00bd"})
    void theyAreThoseOfTheFile(String octets) throws IOException {
        Path path = UTF_8.below(directory, octets);
        assertEquals(
                directory + "/" + new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
                path.toString());
        assertEquals(octets, UTF_8.octets(directory.relativize(path)));
    }

    /** Among them overlong forms, surrogates and what only half a character is. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "a\u00c3", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00a9", "a\u0000"})
    void whatIsNoTextNamesNothing(String octets) {
        IOException e = assertThrows(NoSuchFileException.class, () -> UTF_8.below(directory, octets));
        assertTrue(UTF_8.isAbsence(e, directory, octets));
    }

    /** A file may have that name, and nobody here can tell. */
    @Test
    void whatTheEncodingDoesNotHaveIsNotAbsent() {
        String octets = "caf\u00c3\u00a9";
        IOException e = assertThrows(CharacterCodingException.class, () -> ASCII.below(directory, octets));
        assertFalse(ASCII.isAbsence(e, directory, octets));
        assertTrue(ASCII.reason(e).contains("US-ASCII"), ASCII.reason(e));
        assertTrue(ASCII.areLimited());
        assertFalse(UTF_8.areLimited());
        assertFalse(new FileNames(StandardCharsets.ISO_8859_1).areLimited());
    }

    private IOException failure(String name) {
        return assertThrows(
                IOException.class, () -> UTF_8.below(directory, name).toRealPath());
    }

    @ParameterizedTest
    @CsvSource({"none, true", "none/none, true", "file/x, true", "file/x/y.php, true", "loop, false", "loop/x, false"})
    void onlyWhatDoesNotExistIsAbsent(String name, boolean absent) throws IOException {
        Files.createFile(directory.resolve("file"));
        Files.createSymbolicLink(directory.resolve("loop"), directory.resolve("loop"));
        assertEquals(absent, UTF_8.isAbsence(failure(name), directory, name));
    }

    @Test
    void namesThatNoFileCanHaveAreAbsent() {
        for (String name : new String[] {"a".repeat(256), "a/".repeat(2_100) + "a"}) {
            assertTrue(UTF_8.isAbsence(failure(name), directory, name));
        }
    }

    @Test
    void deniedAccessTellsNothing() {
        IOException denied = new AccessDeniedException("/secret/path");
        assertFalse(UTF_8.isAbsence(denied, directory, "x"));
        assertEquals("permission denied", UTF_8.reason(denied));
    }
}
