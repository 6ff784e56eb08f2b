package org.gateway4j.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link within the root that leads out of it. */
class DocumentRootContainmentTest {

    private static final GatewayRequest REQUEST =
            GatewayRequest.get("/link.php").build();

    private Path outside;
    private DocumentRoot root;

    @BeforeEach
    void link(@TempDir Path directory) throws Exception {
        outside = Files.createDirectory(directory.resolve("outside"));
        Path within = Files.createDirectory(directory.resolve("root"));
        Files.createSymbolicLink(within.resolve("link.php"), Files.createFile(outside.resolve("script.php")));
        root = ScriptMapper.documentRoot(within);
    }

    @Test
    void isForbidden() {
        RequestRejectedException rejected = assertThrows(RequestRejectedException.class, () -> root.map(REQUEST));
        assertEquals(Reason.FORBIDDEN, rejected.reason());
    }

    @Test
    void isNotLeftToTheFrontController() {
        DocumentRoot withFront = root.frontController("/index.php");
        RequestRejectedException rejected = assertThrows(RequestRejectedException.class, () -> withFront.map(REQUEST));
        assertEquals(Reason.FORBIDDEN, rejected.reason());
    }

    @Test
    void isFollowedIntoADirectoryThatIsAllowed() throws Exception {
        Path absent = outside.resolve("absent");
        assertEquals(
                "/link.php", root.allowLinksTo(absent, outside).map(REQUEST).scriptName());
    }
}
