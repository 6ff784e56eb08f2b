package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which program a request is for. */
class ScriptDirectoryTest extends CgiFixture {

    private Path outside;

    @BeforeEach
    void makeScripts() throws Exception {
        sh("script");
        sh("sub/script");
        sh("sub/deep/script.sh");
        plain("source", "#!/bin/sh\n");
        plain("page.php", "<?php");
        outside = Files.createDirectory(directory.resolve("outside"));
        Files.move(sh("moved"), outside.resolve("moved"));
    }

    private static CgiScript resolve(CgiScriptMapper scripts, String target) throws RequestRejectedException {
        return scripts.map(GatewayRequest.get(target).build());
    }

    private static void assertRefused(int status, CgiScriptMapper scripts, String target) {
        RequestRejectedException rejection =
                assertThrows(RequestRejectedException.class, () -> resolve(scripts, target));
        assertEquals(status, rejection.suggestedStatus(), rejection.getMessage());
        assertTrue(!rejection.mayHaveRun());
    }

    @ParameterizedTest
    @Covers("cgi/rfc3875-4.1.5")
    @CsvSource({
        "/script, /script, '', script",
        "/script/, /script, /, script",
        "/script/a/b, /script, /a/b, script",
        "/script?/sub/script, /script, '', script",
        "/sub/script, /sub/script, '', sub/script",
        "/sub/script/script, /sub/script, /script, sub/script",
        "/sub//script, /sub/script, '', sub/script",
        "/sub/./deep/../script/x, /sub/script, /x, sub/script",
        "/sub/deep/script.sh/%20%25, /sub/deep/script.sh, '/ %', sub/deep/script.sh",
        "/%73cript, /script, '', script",
        "/script/%2f, /script, /, script",
        "/script/a%2Fb//c, /script, /a/b/c, script",
        "/script/a%5Cb, /script, /a\\b, script",
        "/script/What%3F, /script, /What?, script",
        "/script/a%09b, /script, '/a\tb', script",
        "/script%2fx, /script, /x, script"
    })
    void firstFileOnTheWayIsTheScript(String target, String name, String info, String file) throws Exception {
        CgiScript script = resolve(CgiScriptMapper.directory(root), target);
        assertEquals(new CgiScript(name, info, root.resolve(file), List.of(), null), script);
    }

    @ParameterizedTest
    @Covers("cgi/rfc3875-4.1.5")
    @CsvSource({
        "/, 403",
        "/sub, 403",
        "/sub/, 403",
        "/sub/deep/, 403",
        "/source, 403",
        "/source/x, 403",
        "/page.php, 403",
        "/none, 404",
        "/none/script, 404",
        "/SCRIPT, 404",
        "/Script, 404",
        "/sub/Script, 404",
        "/SUB/script, 404",
        "/script., 404",
        "/script%20, 404",
        "/sub%2fscript, 400",
        "/sub%5Cscript, 400",
        "/script%00, 400",
        "/script/%00, 400",
        "/script%3f, 400",
        "/script%0a, 400",
        "/script%7f/x, 400",
        "/%3f/script, 400",
        "/script/..%2f, 400",
        "/script/a%5c..%5cb, 400",
        "/sub/%ff, 404",
        "/%, 400",
        "/.., 400",
        "/../outside/moved, 400",
        "/%2e%2e/outside/moved, 400",
        "/sub/%2e%2e/%2e%2e/outside/moved, 400",
        "*, 400"
    })
    void whatNamesNoScriptIsRefused(String target, int status) {
        assertRefused(status, CgiScriptMapper.directory(root), target);
    }

    @Test
    @Covers("cgi/rfc3875-4.1.13")
    void mountPrefixIsPartOfTheName() throws Exception {
        GatewayRequest request = GatewayRequest.get("/cgi-bin/sub/script/x")
                .mountPrefix("/cgi-bin")
                .build();
        CgiScript script = CgiScriptMapper.directory(root).map(request);
        assertEquals("/cgi-bin/sub/script", script.scriptName());
        assertEquals("/x", script.pathInfo());
    }

    @Test
    void linksMayLeadToWhereScriptsMayBe() throws Exception {
        ScriptDirectory scripts = CgiScriptMapper.directory(root);
        Files.createSymbolicLink(root.resolve("in"), root.resolve("sub/script"));
        Files.createSymbolicLink(root.resolve("indir"), root.resolve("sub"));
        Files.createSymbolicLink(root.resolve("out"), outside.resolve("moved"));
        Files.createSymbolicLink(root.resolve("outdir"), outside);
        Files.createSymbolicLink(root.resolve("nowhere"), outside.resolve("none"));
        assertEquals(root.resolve("in"), resolve(scripts, "/in").file());
        assertEquals("/indir/script", resolve(scripts, "/indir/script").scriptName());
        for (String target : List.of("/out", "/outdir/moved")) {
            assertRefused(403, scripts, target);
            resolve(scripts.allowLinksTo(outside), target);
            assertRefused(403, scripts.allowLinksTo(spool), target);
            assertRefused(403, scripts.allowLinksTo(directory.resolve("none")), target);
        }
        assertRefused(404, scripts, "/nowhere");
    }

    @Test
    void linksAreRefusedWhereThatIsWanted() throws Exception {
        Files.createSymbolicLink(root.resolve("in"), root.resolve("sub/script"));
        Files.createSymbolicLink(root.resolve("indir"), root.resolve("sub"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), root);
        for (Path each : List.of(root, link)) {
            ScriptDirectory scripts = CgiScriptMapper.directory(each).followLinks(false);
            assertRefused(403, scripts, "/in");
            assertRefused(403, scripts, "/indir/script");
            assertEquals("/sub/script", resolve(scripts, "/sub/script").scriptName());
        }
    }

    /** A neighbour whose name begins with the directory's is another directory. */
    @Test
    @Covers("cgi/nginx-cgi-boundary")
    void containmentIsByWholeNames() throws Exception {
        Path neighbour = Files.createDirectory(directory.resolve("scripts-too"));
        Files.move(outside.resolve("moved"), neighbour.resolve("moved"));
        Files.createSymbolicLink(root.resolve("out"), neighbour.resolve("moved"));
        assertRefused(403, CgiScriptMapper.directory(root), "/out");
    }

    @Test
    void interpreterIsThatOfTheExtension() throws Exception {
        ScriptDirectory scripts = CgiScriptMapper.directory(root)
                .interpreter(".php", "/usr/bin/php-cgi", "-q")
                .interpreter(".sh", "/bin/sh");
        assertEquals(
                List.of("/usr/bin/php-cgi", "-q"),
                resolve(scripts, "/page.php/x").interpreter());
        assertEquals(List.of("/bin/sh"), resolve(scripts, "/sub/deep/script.sh").interpreter());
        assertEquals(List.of(), resolve(scripts, "/script").interpreter());
        assertRefused(403, scripts, "/source");
    }

    @Test
    void longestExtensionSaysWhoInterprets() throws Exception {
        plain("page.tpl.php", "<?php");
        ScriptDirectory scripts = CgiScriptMapper.directory(root)
                .interpreter(".php", "/usr/bin/php-cgi")
                .interpreter(".tpl.php", "/usr/bin/other");
        assertEquals(
                List.of("/usr/bin/other"), resolve(scripts, "/page.tpl.php").interpreter());
        assertEquals(List.of("/usr/bin/php-cgi"), resolve(scripts, "/page.php").interpreter());
    }

    @Test
    void documentRootIsKept() throws Exception {
        ScriptDirectory scripts = CgiScriptMapper.directory(root).documentRoot(Path.of("/srv/../srv/www"));
        assertEquals(Path.of("/srv/www"), resolve(scripts, "/script").documentRoot());
        assertNull(resolve(CgiScriptMapper.directory(root), "/script").documentRoot());
    }

    @ParameterizedTest
    @ValueSource(strings = {"php", "", "."})
    void extensionBeginsWithADot(String extension) {
        assertThrows(
                IllegalArgumentException.class,
                () -> CgiScriptMapper.directory(root).interpreter(extension, "/bin/sh"));
    }

    @Test
    void interpreterIsAbsolute() {
        ScriptDirectory scripts = CgiScriptMapper.directory(root);
        assertThrows(IllegalArgumentException.class, () -> scripts.interpreter(".sh", "sh"));
        assertThrows(IllegalArgumentException.class, () -> scripts.interpreter(".sh"));
    }

    @ParameterizedTest
    @CsvSource({"'/bin/\u0000sh', -q, 0", "/bin/sh, 'a\u0000', 1"})
    void interpreterHoldsNoNul(String program, String argument, int word) {
        ScriptDirectory scripts = CgiScriptMapper.directory(root);
        Path file = root.resolve("script");
        List<String> command = List.of(program, argument);
        IllegalArgumentException early =
                assertThrows(IllegalArgumentException.class, () -> scripts.interpreter(".sh", program, argument));
        IllegalArgumentException late =
                assertThrows(IllegalArgumentException.class, () -> new CgiScript("", "", file, command, null));
        assertTrue(early.getMessage().startsWith("interpreter: word " + word + " has a NUL"), early.getMessage());
        assertEquals(early.getMessage(), late.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/loop", "/loop/x", "/loopdir/x"})
    void whatCannotBeLookedUpIsRefusedWithItsReason(String target) throws Exception {
        Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
        Files.createSymbolicLink(root.resolve("loopdir"), root.resolve("loopdir"));
        RequestRejectedException rejection =
                assertThrows(RequestRejectedException.class, () -> resolve(CgiScriptMapper.directory(root), target));
        assertEquals(403, rejection.suggestedStatus());
        assertTrue(rejection.getMessage().contains("cannot be looked up: "), rejection.getMessage());
        assertTrue(!rejection.getMessage().contains(root.toString()), rejection.getMessage());
    }

    @Test
    void replacementCharacterStandsForNothing() throws Exception {
        sh("\ufffd");
        assertRefused(404, CgiScriptMapper.directory(root), "/%FF");
        assertEquals(
                "/\u00ef\u00bf\u00bd",
                resolve(CgiScriptMapper.directory(root), "/%EF%BF%BD").scriptName());
    }

    @Test
    void messagesShowNoPathParameters() {
        for (String target : List.of("/none;jsessionid=hunter2", "/sub;jsessionid=hunter2/%3f", "/sub/;sid=hunter2")) {
            RequestRejectedException rejection = assertThrows(
                    RequestRejectedException.class, () -> resolve(CgiScriptMapper.directory(root), target));
            assertTrue(!rejection.getMessage().contains("hunter2"), rejection.getMessage());
        }
    }

    @Test
    void directoryThatIsNotThereHasNoScripts() {
        assertRefused(404, CgiScriptMapper.directory(directory.resolve("none")), "/script");
    }

    @Test
    void singleExecutableTakesAllRequests() throws Exception {
        CgiScriptMapper single = CgiScriptMapper.executable(root.resolve("script"));
        assertEquals("/a/b", resolve(single, "/a//./b").pathInfo());
        assertEquals("", resolve(single, "/a").scriptName());
        assertEquals("/a/b", resolve(single, "/a%2fb").pathInfo());
        assertEquals("/What?\n", resolve(single, "/What%3F%0A").pathInfo());
        assertRefused(400, single, "/%00");
        assertRefused(403, CgiScriptMapper.executable(root.resolve("source")), "/");
        assertRefused(404, CgiScriptMapper.executable(root.resolve("none")), "/");
        assertRefused(404, CgiScriptMapper.executable(root), "/");
    }

    @ParameterizedTest
    @CsvSource({"a, ''", "'', a", "'/a\u0000', ''", "'/a\n', ''", "'', '/\u0000'", "'', '/\u0100'"})
    void namesOfScriptsAreChecked(String name, String info) {
        Path file = root.resolve("script");
        assertThrows(IllegalArgumentException.class, () -> new CgiScript(name, info, file, List.of(), null));
    }

    @Test
    void fileOfAScriptIsAbsolute() {
        assertThrows(IllegalArgumentException.class, () -> new CgiScript("", "", Path.of("script"), List.of(), null));
    }
}
