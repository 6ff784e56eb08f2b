package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendfileRootsTest {

    private static final Path A = Path.of("a");
    private static final Path B = Path.of("b");

    @Test
    void eachCallAdds() {
        SendfileRoots roots =
                SendfileRoots.none().sendfile(A).accel("/x/", A).sendfile(B, A).accel("/", B);
        assertEquals(List.of(A, B, A), roots.sendfile());
        assertEquals(Map.of("/x/", A, "/", B), roots.accel());
        assertEquals(List.of(), SendfileRoots.none().sendfile());
        assertEquals(Map.of(), SendfileRoots.none().accel());
        assertEquals(SendfileRoots.none().accel("/", B), SendfileRoots.none().accel("/", B));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "/x", "x/"})
    void aPrefixWithoutItsSlashesIsRefused(String prefix) {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> SendfileRoots.none().accel(prefix, A));
        assertEquals(
                "sendfileRoots.accel prefix \"" + prefix + "\" does not begin and end with a slash",
                refusal.getMessage());
    }

    @Test
    void aPrefixStandsForOneDirectory() {
        SendfileRoots roots = SendfileRoots.none().accel("/x/", A);
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> roots.accel("/x/", B));
        assertEquals("sendfileRoots.accel prefix \"/x/\" has a directory already", refusal.getMessage());
    }
}
