package org.gateway4j.examples.mounts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.examples.options.UsageException;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {

    @TempDir
    Path root;

    @BeforeEach
    void fill() throws IOException {
        Files.writeString(root.resolve("index.php"), "<?php");
        Files.writeString(root.resolve("page.php"), "<?php");
        Files.writeString(root.resolve("logo.svg"), "<svg/>");
        Files.createDirectory(root.resolve("docs"));
    }

    @ParameterizedTest
    @CsvSource({
        "/, /index.php",
        "/page.php, /page.php",
        "/page.php/more, /page.php",
        "/blog/2026, /index.php",
        "/missing.svg, /index.php",
        "/docs/, /index.php"
    })
    void aFrontControllerTakesWhatIsNeitherScriptNorFile(String path, String script) throws Exception {
        assertEquals(script, site("front=/index.php").map(get(path)).scriptName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/logo.svg", "/docs"})
    void filesAndDirectoriesComeBeforeTheFrontController(String path) throws UsageException {
        assertNotFound(site("front=/index.php"), path);
    }

    /** A directory can only be read; a form may be sent to a route of its name. */
    @Test
    void aFrontControllerTakesWhatIsSentToADirectory() throws Exception {
        GatewayRequest post = GatewayRequest.builder("POST", "/docs").build();

        assertEquals("/index.php", site("front=/index.php").map(post).scriptName());
    }

    @Test
    void filesOnAnotherMachineAreNotLookedUp() throws Exception {
        Site site = Site.of(
                CommandLine.parse("--mount", "/=fastcgi:h:1,root=/not/here,remote=on,front=/index.php,index=main.php")
                        .mounts()
                        .get(0)
                        .settings());

        assertEquals("/a/page.php", site.map(get("/a/page.php/more")).scriptName());
        assertEquals("/index.php", site.map(get("/logo.svg")).scriptName());
        assertEquals("/index.php", site.map(get("/2026/11/permalink/")).scriptName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/logo.svg", "/blog", "/docs/"})
    void withoutAFrontControllerThereAreOnlyScripts(String path) throws UsageException {
        assertNotFound(site("max=1"), path);
    }

    @Test
    void anIndexOfAnotherExtensionIsAScriptUnderItsOwnNameToo() throws Exception {
        Files.writeString(root.resolve("main.py"), "print()");
        Site site = site("index=main.py");

        assertEquals("/main.py", site.map(get("/")).scriptName());
        assertEquals("/main.py", site.map(get("/main.py")).scriptName());
    }

    /** PHP's caches know files by these names: they must change with the link, once it is looked at again. */
    @ParameterizedTest
    @CsvSource({"/page.php, /page.php", "/blog, /index.php"})
    void linksThatAreResolvedLeadToEachRelease(String path, String script) throws Exception {
        Path current = root.resolve("current");
        for (String release : List.of("one", "two")) {
            Path directory = Files.createDirectory(root.resolve(release));
            Files.writeString(directory.resolve("index.php"), "<?php");
            Files.writeString(directory.resolve("page.php"), "<?php");
        }
        Files.createSymbolicLink(current, root.resolve("one"));
        Site kept = siteOf(current, "front=/index.php,links=keep");
        Site resolved = siteOf(current, "front=/index.php,links=resolve");
        assertEquals(
                root.toRealPath() + "/one" + script, resolved.map(get(path)).filename());

        Files.delete(current);
        Files.createSymbolicLink(current, root.resolve("two"));

        Await.untilEquals(
                root.toRealPath() + "/two" + script,
                () -> resolved.map(get(path)).filename(),
                "the script of the new release");
        assertEquals(current + script, kept.map(get(path)).filename());
    }

    /** What stands before a script's extension makes no file of it, and nothing makes a script of it either. */
    @ParameterizedTest
    @CsvSource({
        "index.php, a%3Fb.php",
        "index.php, a%3Fb.PhP",
        "index.php, a%3Fb.phtml",
        "index.php, a%3Fb.php~",
        "index.php, %FF%3F.php",
        "index.js, a%3Fb.js",
        "index.svg, a%3Fb.SVG"
    })
    void scriptsOfNamesThatNoScriptHasAreNoFiles(String index, String name) throws Exception {
        Files.writeString(root.resolve(URLDecoder.decode(name, UTF_8)), "source");
        Site site = site("front=/index.php,index=" + index);

        assertEquals("/index.php", site.map(get("/" + name)).scriptName());
        assertEquals("/index.php", site.map(get("/" + name + "/more")).scriptName());
    }

    private Site site(String setting) throws UsageException {
        return siteOf(root, setting);
    }

    private static Site siteOf(Path root, String setting) throws UsageException {
        return Site.of(CommandLine.parse("--mount", "/=fastcgi:h:1,root=" + root + "," + setting)
                .mounts()
                .get(0)
                .settings());
    }

    private static void assertNotFound(Site site, String path) {
        RequestRejectedException refusal = assertThrows(RequestRejectedException.class, () -> site.map(get(path)));
        assertEquals(Reason.NOT_FOUND, refusal.reason());
    }

    private static GatewayRequest get(String path) {
        return GatewayRequest.get(path).build();
    }
}
