package org.gateway4j.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which script a request runs, and above all which it does not. */
class DocumentRootTest {

    @TempDir
    Path directory;

    private Path root;
    private DocumentRoot scripts;

    @BeforeEach
    void makeFiles() throws IOException {
        root = Files.createDirectory(directory.resolve("www"));
        for (String name : new String[] {
            "index.php",
            "info.php",
            "upload.jpg",
            "blog/index.php",
            "blog/post.PHP",
            "dir.php/inner.php",
            "a b.php",
            "caf\u00e9.php",
            "odd.phpx",
            "page.phtml",
            "file.php5"
        }) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        scripts = ScriptMapper.documentRoot(root);
    }

    private static GatewayRequest get(String target) {
        return GatewayRequest.get(target).build();
    }

    private static RequestRejectedException rejected(ScriptMapper mapper, String target) {
        return assertThrows(RequestRejectedException.class, () -> mapper.map(get(target)), target);
    }

    @ParameterizedTest
    @Covers("fastcgi/nginx-109-111")
    @CsvSource({
        "/, /index.php, ''",
        "/?a=/info.php, /index.php, ''",
        "/index.php, /index.php, ''",
        "/info.php, /info.php, ''",
        "/info.php/, /info.php, /",
        "/info.php/path/info, /info.php, /path/info",
        "/info.php/path//info/, /info.php, /path/info/",
        "/info.php/x.php, /info.php, /x.php",
        "/blog/, /blog/index.php, ''",
        "/blog/index.php/2026/11, /blog/index.php, /2026/11",
        "/blog/post.PHP, /blog/post.PHP, ''",
        "/blog/post.PHP/x, /blog/post.PHP, /x",
        "/dir.php/inner.php, /dir.php/inner.php, ''",
        "/dir.php/inner.php/more, /dir.php/inner.php, /more",
        "/%69nfo.php, /info.php, ''",
        "/a%20b.php, /a b.php, ''",
        "/caf%C3%A9.php, /caf\u00c3\u00a9.php, ''",
        "//info.php, /info.php, ''",
        "/./info.php, /info.php, ''",
        "/blog/../info.php, /info.php, ''",
        "/blog/%2e%2e/info.php, /info.php, ''",
        "/info.php/a%2Fb, /info.php, /a/b",
        "/info.php/a%5Cb, /info.php, /a\\b",
        "/info.php/a%2Fb//c, /info.php, /a/b/c",
        "/info.php/What%3F, /info.php, /What?",
        "/info.php/x.php%3F, /info.php, /x.php?",
        "/info.php/%C3%A9, /info.php, /\u00c3\u00a9"
    })
    void scriptIsTheFirstSegmentThatIsOne(String target, String name, String pathInfo) throws Exception {
        Script script = scripts.map(get(target));
        assertEquals(name, script.scriptName());
        assertEquals(pathInfo, script.pathInfo());
        assertEquals(root + name, script.filename());
        assertEquals(root.toString(), script.documentRoot());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/none.php",
                "/none/",
                "/blog",
                "/dir.php",
                "/dir.php/",
                "/upload.jpg",
                "/upload.jpg/x.php",
                "/upload.jpg/.php",
                "/upload.jpg%2Fx.php",
                "/blog%2Findex.php",
                "/blog%5Cindex.php",
                "/odd.phpx",
                "/page.phtml",
                "/file.php5",
                "/.php",
                "/info.php.",
                "/info.php%20",
                "/info.php::$DATA",
                "/info%2ephp5",
                "/info.php%0a/x",
                "/info.php%0D/x",
                "/info.php%3f.jpg",
                "/%3f/info.php",
                "/info.php%7F",
                "/info%09.php",
                "/%ff.php",
                "/caf%e9.php",
                "/%ff/"
            })
    void whatIsNoScriptIsNotFound(String target) {
        RequestRejectedException rejection = rejected(scripts, target);
        assertEquals(RequestRejectedException.Reason.NOT_FOUND, rejection.reason());
        assertEquals(404, rejection.suggestedStatus());
    }

    /** NUL cuts file names in C. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/info.php%00",
                "/info.php/%00",
                "/upload.jpg%00.php",
                "/%",
                "/%4",
                "/%zz.php",
                "/../info.php",
                "/blog/../../info.php",
                "/%2e%2e/info.php",
                "/..%2finfo.php/../x",
                "*"
            })
    void pathThatMeansHarmIsRefused(String target) {
        RequestRejectedException rejection = rejected(scripts, target);
        assertEquals(RequestRejectedException.Reason.BAD_REQUEST, rejection.reason());
        assertEquals(400, rejection.suggestedStatus());
    }

    /** CVE-2019-11043 was a newline in the path; a question mark has cut file names in FPM. */
    @ParameterizedTest
    @ValueSource(strings = {"a\nb.php", "a?b.php", "a\tb.php", "a\u007fb.php", "a\\b.php"})
    void fileWithSuchANameIsNotRun(String name) throws Exception {
        Files.createFile(root.resolve(name));
        assertEquals(404, rejected(scripts, escaped("/" + name)).suggestedStatus());
        assertEquals(404, rejected(scripts, escaped("/" + name + "/x")).suggestedStatus());
        assertEquals(
                404, rejected(scripts.withoutFileChecks(), escaped("/" + name)).suggestedStatus());
        assertEquals(
                "/index.php",
                scripts.frontController("/index.php")
                        .map(get(escaped("/" + name)))
                        .scriptName());
    }

    /** What stands in for octets that are no text is a character that a file can be named by. */
    @Test
    void replacementCharacterStandsForNothing() throws Exception {
        Files.createFile(root.resolve("\ufffd.php"));
        assertEquals(404, rejected(scripts, "/%FF.php").suggestedStatus());
        assertEquals(
                "/\u00ef\u00bf\u00bd.php", scripts.map(get("/%EF%BF%BD.php")).scriptName());
    }

    /**
     * Characters that a Unicode lower case, case folding or normalisation turns into letters of the extension, or into
     * more or fewer bytes, so that the split moves (CVE-2026-27590, CVE-2026-45135).
     */
    @ParameterizedTest
    @Covers("fastcgi/CVE-2026-45135")
    @ValueSource(
            strings = {
                "/\u0130\u0130\u0130file.txt",
                "/shell.\u1d18\u029c\u1d18",
                "/shell.\uff50\uff48\uff50",
                "/shell.p\u210ep",
                "/shell.\u24df\u24d7\u24df",
                "/shell\u2024php",
                "/shell\uff0ephp",
                "/shell.php\u0307",
                "/shell.p\u0130p",
                "/shell.ph\u00adp",
                "/shell.\u202ephp",
                "/shell\u3002php/x"
            })
    void onlyAsciiMakesAnExtension(String path) {
        assertEquals(404, rejected(scripts, escaped(path)).suggestedStatus());
        assertEquals(404, rejected(scripts.withoutFileChecks(), escaped(path)).suggestedStatus());
    }

    private static String escaped(String path) {
        StringBuilder target = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > ' ' && b < 0x7F && b != '?' && b != '\\';
            target.append(plain ? "" + (char) b : "%%%02X".formatted(b & 0xFF));
        }
        return target.toString();
    }

    /** U+023A is two bytes, its lower case three: a split found in the lower case ran another file. */
    @Test
    void splitIsFoundInTheBytesAsTheyCame() throws Exception {
        Files.createFile(root.resolve("\u023a\u023a\u023ashell.txt.php"));
        Script script = scripts.map(get(escaped("/\u023a\u023a\u023ashell.txt.php/a.php")));
        assertEquals("/\u00c8\u00ba\u00c8\u00ba\u00c8\u00bashell.txt.php", script.scriptName());
        assertEquals("/a.php", script.pathInfo());
    }

    @Test
    void linkOutOfTheRootIsForbidden() throws Exception {
        Path outside = Files.createFile(directory.resolve("secret.php"));
        Files.createSymbolicLink(root.resolve("link.php"), outside);
        Files.createSymbolicLink(root.resolve("up"), directory);
        for (String target : new String[] {"/link.php", "/link.php/info", "/up/secret.php"}) {
            RequestRejectedException rejection = rejected(scripts, target);
            assertEquals(403, rejection.suggestedStatus());
            assertTrue(rejection.getMessage().contains("leads outside the root"), rejection.getMessage());
        }
    }

    @Test
    void linkOutOfTheRootIsFollowedWhereThatIsAllowed() throws Exception {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.createFile(shared.resolve("lib.php"));
        Files.createSymbolicLink(root.resolve("shared"), shared);
        Files.createSymbolicLink(root.resolve("secret.php"), Files.createFile(directory.resolve("secret.php")));
        DocumentRoot mapper = scripts.allowLinksTo(shared);
        assertEquals(
                root + "/shared/lib.php", mapper.map(get("/shared/lib.php")).filename());
        assertEquals(403, rejected(mapper, "/secret.php").suggestedStatus());
        assertEquals(403, rejected(scripts, "/shared/lib.php").suggestedStatus());
    }

    @Test
    void linkWithinTheRootKeepsItsName() throws Exception {
        Files.createSymbolicLink(root.resolve("alias.php"), root.resolve("info.php"));
        assertEquals(root + "/alias.php", scripts.map(get("/alias.php")).filename());
    }

    @Test
    void linkToNothingIsNotFound() throws Exception {
        Files.createSymbolicLink(root.resolve("broken.php"), root.resolve("none.php"));
        assertEquals(404, rejected(scripts, "/broken.php").suggestedStatus());
        assertEquals(
                "/index.php",
                scripts.frontController("/index.php").map(get("/broken.php")).scriptName());
    }

    /** Whether there is a script nobody knows, so no other one runs in its place. */
    @ParameterizedTest
    @ValueSource(strings = {"/loop.php", "/loop.php/x", "/loop/x.php", "/loop/"})
    void whatCannotBeLookedUpIsRefusedWithItsReason(String target) throws Exception {
        Files.createSymbolicLink(root.resolve("loop.php"), root.resolve("loop.php"));
        Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
        for (DocumentRoot mapper : List.of(scripts, scripts.frontController("/index.php"), scripts.resolveLinks())) {
            RequestRejectedException rejection = rejected(mapper, target);
            assertEquals(RequestRejectedException.Reason.FORBIDDEN, rejection.reason());
            assertTrue(rejection.getMessage().contains("cannot be looked up: "), rejection.getMessage());
            assertFalse(rejection.getMessage().contains(root.toString()), rejection.getMessage());
        }
    }

    @Test
    void directoryThatMayNotBeReadHidesNoScript() throws Exception {
        Path closed = Files.createDirectory(root.resolve("closed"));
        Files.createFile(closed.resolve("a.php"));
        Files.setPosixFilePermissions(closed, Set.of());
        try {
            assumeFalse(Files.isReadable(closed), "this user may read everything");
            RequestRejectedException rejection = rejected(scripts.frontController("/index.php"), "/closed/a.php");
            assertEquals(403, rejection.suggestedStatus());
            assertTrue(rejection.getMessage().endsWith("permission denied"), rejection.getMessage());
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void pathThatNoFileCanHaveIsForTheFrontController() throws Exception {
        DocumentRoot mapper = scripts.frontController("/index.php");
        for (String target :
                List.of("/" + "a".repeat(300) + "/", "/a".repeat(2_500) + "/", "/upload.jpg/", "/caf%e9/")) {
            assertEquals("/index.php", mapper.map(get(target)).scriptName());
        }
    }

    @Test
    void rootMayBeALinkItself() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("current"), root);
        Script script = ScriptMapper.documentRoot(link).map(get("/info.php"));
        assertEquals(link + "/info.php", script.filename());
    }

    @ParameterizedTest
    @CsvSource({
        "/any/path, /index.php, ''",
        "/upload.jpg/x.php, /index.php, ''",
        "/none.php, /index.php, ''",
        "/info.php/x, /info.php, /x",
        "/blog/, /blog/index.php, ''",
        "/a%2Fb//c, /index.php, ''",
        "/a%5Cb//c, /index.php, ''",
        "/wiki/A%2FB, /index.php, ''",
        "/wiki/What%3F, /index.php, ''",
        "/wiki/a%0Ab%09c, /index.php, ''",
        "/wiki/A%2F, /index.php, ''",
        "/blog%2Findex.php, /index.php, ''"
    })
    void frontControllerTakesWhatIsNoScript(String target, String name, String pathInfo) throws Exception {
        Script script = scripts.frontController("/index.php").map(get(target));
        assertEquals(name, script.scriptName());
        assertEquals(pathInfo, script.pathInfo());
    }

    @Test
    void frontControllerDoesNotHideWhatIsForbidden() throws Exception {
        Files.createSymbolicLink(root.resolve("link.php"), Files.createFile(directory.resolve("secret.php")));
        assertEquals(
                403,
                rejected(scripts.frontController("/index.php"), "/link.php").suggestedStatus());
        assertEquals(
                400, rejected(scripts.frontController("/index.php"), "/%00").suggestedStatus());
    }

    @Test
    void indexAndExtensionsCanBeChosen() throws Exception {
        Files.createFile(root.resolve("start.cgi"));
        DocumentRoot mapper = scripts.index("start.cgi").extensions(".cgi", ".phtml");
        assertEquals("/start.cgi", mapper.map(get("/")).scriptName());
        assertEquals("/page.phtml", mapper.map(get("/page.phtml/x")).scriptName());
        assertEquals(404, rejected(mapper, "/info.php").suggestedStatus());
    }

    @Test
    void filesOfAnotherMachineAreNotLookedUp() throws Exception {
        DocumentRoot remote =
                ScriptMapper.documentRoot(Path.of("/srv/elsewhere")).withoutFileChecks();
        Script script = remote.map(get("/app/run.php/more"));
        assertEquals("/srv/elsewhere/app/run.php", script.filename());
        assertEquals("/more", script.pathInfo());
        assertEquals("/srv/elsewhere/index.php", remote.map(get("/")).filename());
        assertEquals(404, rejected(remote, "/style.css").suggestedStatus());
        assertEquals(404, rejected(remote, "/a%2Frun.php").suggestedStatus());
    }

    /** Nobody here knows of an index, so what is no script is the front controller's. */
    @ParameterizedTest
    @CsvSource({
        "/, /front.php, ''",
        "/2026/11/title/, /front.php, ''",
        "/style.css, /front.php, ''",
        "/What%3F, /front.php, ''",
        "/app/run.php/more/, /app/run.php, /more/"
    })
    void frontControllerOfAnotherMachineTakesWhatHasNoExtension(String target, String name, String pathInfo)
            throws Exception {
        DocumentRoot remote =
                ScriptMapper.documentRoot(Path.of("/srv")).withoutFileChecks().frontController("/front.php");
        Script script = remote.map(get(target));
        assertEquals(name, script.scriptName());
        assertEquals(pathInfo, script.pathInfo());
    }

    @Test
    void rootIsResolvedAtEachRequestWhereThatIsWanted() throws Exception {
        Path first = Files.createDirectories(directory.resolve("releases/1"));
        Path second = Files.createDirectories(directory.resolve("releases/2"));
        for (Path release : List.of(first, second)) {
            Files.createFile(release.resolve("index.php"));
        }
        Path current = directory.resolve("current");
        DocumentRoot mapper = ScriptMapper.documentRoot(current)
                .resolveLinks()
                .rememberFor(Duration.ZERO)
                .frontController("/front.php");
        assertEquals(
                404,
                rejected(ScriptMapper.documentRoot(current).resolveLinks(), "/").suggestedStatus());
        for (Path release : List.of(first, second)) {
            Files.deleteIfExists(current);
            Files.createSymbolicLink(current, release);
            Path real = release.toRealPath();
            for (String target : List.of("/", "/none")) {
                Script script = mapper.map(get(target));
                assertEquals(real.toString(), script.documentRoot());
                assertEquals(real + script.scriptName(), script.filename());
            }
        }
        Files.createSymbolicLink(second.resolve("out.php"), root.resolve("info.php"));
        assertEquals(403, rejected(mapper, "/out.php").suggestedStatus());
        assertEquals(
                second.toRealPath() + "/out.php",
                mapper.allowLinksTo(root).map(get("/out.php")).filename());
    }

    @Test
    void linksOfAnotherMachineCannotBeResolved() {
        assertThrows(
                IllegalStateException.class, () -> scripts.withoutFileChecks().resolveLinks());
        assertThrows(IllegalStateException.class, () -> scripts.resolveLinks().withoutFileChecks());
    }

    @Test
    void mountPrefixBelongsToTheNameAndNotToTheFile() throws Exception {
        GatewayRequest request =
                GatewayRequest.get("/shop/info.php/x").mountPrefix("/shop").build();
        Script script = scripts.map(request);
        assertEquals("/shop/info.php", script.scriptName());
        assertEquals(root + "/info.php", script.filename());
        assertEquals("/x", script.pathInfo());
    }

    @Test
    void mountPrefixAloneIsTheIndex() throws Exception {
        GatewayRequest request =
                GatewayRequest.get("/shop").mountPrefix("/shop").build();
        assertEquals("/shop/index.php", scripts.map(request).scriptName());
    }

    @Test
    void fixedScriptTakesEveryPath() throws Exception {
        ScriptMapper mapper = ScriptMapper.script(Path.of("/srv/app.py"));
        GatewayRequest request =
                GatewayRequest.get("/app/any/x.php").mountPrefix("/app").build();
        Script script = mapper.map(request);
        assertEquals("/app", script.scriptName());
        assertEquals("/any/x.php", script.pathInfo());
        assertEquals("/srv/app.py", script.filename());
        assertNull(script.documentRoot());
        assertEquals(400, rejected(mapper, "/x%00").suggestedStatus());
    }

    @Test
    void fixedScriptHasNoPathInfoWhereThePathIsItsName() throws Exception {
        ScriptMapper mapper = ScriptMapper.script(Path.of("/srv/app.py"));
        GatewayRequest.Builder request = GatewayRequest.get("/app").mountPrefix("/app");
        assertEquals("", mapper.map(request.build()).pathInfo());
        GatewayRequest.Builder folder = GatewayRequest.get("/app/").mountPrefix("/app");
        assertEquals("/", mapper.map(folder.build()).pathInfo());
        assertEquals("/", mapper.map(GatewayRequest.get("/").build()).pathInfo());
    }

    @Test
    void mistakesInConfigurationAreNamed() {
        assertThrows(IllegalArgumentException.class, () -> scripts.index(""));
        assertThrows(IllegalArgumentException.class, () -> scripts.index("a/b.php"));
        assertThrows(IllegalArgumentException.class, () -> scripts.frontController("index.php"));
        assertThrows(IllegalArgumentException.class, () -> scripts.extensions());
        assertThrows(IllegalArgumentException.class, () -> scripts.extensions("php"));
        assertThrows(IllegalArgumentException.class, () -> scripts.extensions("."));
        assertThrows(IllegalArgumentException.class, () -> scripts.rememberFor(Duration.ofNanos(-1)));
    }

    @Test
    void scriptIsCheckedWhoeverMakesIt() {
        assertThrows(IllegalArgumentException.class, () -> new Script("a.php", "", "/srv/a.php", null));
        assertThrows(IllegalArgumentException.class, () -> new Script("/a.php", "x", "/srv/a.php", null));
        assertThrows(IllegalArgumentException.class, () -> new Script("/a.php", "", "", null));
        assertThrows(IllegalArgumentException.class, () -> new Script("/a\n.php", "", "/srv/a.php", null));
        assertThrows(IllegalArgumentException.class, () -> new Script("/a.php", "/\0", "/srv/a.php", null));
        assertEquals("/\n", new Script("/a.php", "/\n", "/srv/a.php", null).pathInfo());
        assertThrows(IllegalArgumentException.class, () -> new Script("/a.php", "", "/srv/\0", null));
        assertThrows(IllegalArgumentException.class, () -> new Script("/a.php", "", "/srv/a.php", "/\r"));
        assertEquals(
                "/srv/\u00c3\u00a9",
                Script.of("", "", Path.of("/srv/\u00e9"), null).filename());
    }
}
