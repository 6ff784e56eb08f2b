package org.gateway4j.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For how long a root holds what it has looked up. */
class DocumentRootMemoryTest {

    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;

    @TempDir
    Path directory;

    private long now = Long.MAX_VALUE - SECOND / 2;
    private Path root;
    private DocumentRoot scripts;

    @BeforeEach
    void makeFiles() throws IOException {
        root = Files.createDirectory(directory.resolve("www"));
        Files.createFile(root.resolve("index.php"));
        scripts = DocumentRoot.of(root, () -> now);
    }

    private static GatewayRequest get(String target) {
        return GatewayRequest.get(target).build();
    }

    private static int status(ScriptMapper mapper, String target) {
        try {
            mapper.map(get(target));
            return 200;
        } catch (RequestRejectedException e) {
            return e.suggestedStatus();
        }
    }

    private void delete(String name) throws IOException {
        Files.delete(root.resolve(name));
    }

    @Test
    void scriptHoldsForASecondFromItsFirstLookUp() throws Exception {
        assertEquals(200, status(scripts, "/index.php"));
        delete("index.php");
        for (int i = 0; i < 10; i++) {
            assertEquals(200, status(scripts, "/index.php/info"));
            assertEquals(200, status(scripts, "/"));
            now += SECOND / 10;
        }
        assertEquals(404, status(scripts, "/index.php"));
        assertEquals(404, status(scripts, "/"));
    }

    /** One that was looked up at the end of a period is not remembered for longer than the others. */
    @Test
    void nothingHoldsForLonger() throws Exception {
        Files.createFile(root.resolve("late.php"));
        assertEquals(200, status(scripts, "/index.php"));
        now += SECOND - 1;
        assertEquals(200, status(scripts, "/late.php"));
        delete("late.php");
        assertEquals(200, status(scripts, "/late.php"));
        now++;
        assertEquals(404, status(scripts, "/late.php"));
    }

    /** What a slow look-up has found was true when it began, at best. */
    @Test
    void lookUpThatEndsLateIsForgottenAtOnce() {
        Approvals approvals = new Approvals(Duration.ofSeconds(1), () -> now, new Root(root, "/www"));
        Period begun = approvals.now();
        now += SECOND;
        begun.approve(new Root(root, "/www"), "/slow.php");
        assertFalse(approvals.now().isApproved(new Root(root, "/www"), "/slow.php"));
    }

    @Test
    void timeCanBeChosen() throws Exception {
        DocumentRoot longer = scripts.rememberFor(Duration.ofMinutes(1));
        assertEquals(200, status(longer, "/index.php"));
        delete("index.php");
        now += 59 * SECOND;
        assertEquals(200, status(longer, "/index.php"));
        now += SECOND;
        assertEquals(404, status(longer, "/index.php"));
    }

    @Test
    void zeroRemembersNothing() throws Exception {
        for (DocumentRoot mapper : new DocumentRoot[] {
            scripts.rememberFor(Duration.ZERO),
            scripts.rememberFor(Duration.ZERO).resolveLinks()
        }) {
            assertEquals(200, status(mapper, "/index.php"));
            assertTrue(mapper.mayBlock(get("/index.php")));
            delete("index.php");
            assertEquals(404, status(mapper, "/index.php"));
            Files.createFile(root.resolve("index.php"));
        }
    }

    @Test
    void whatNeverEndsCanBeRemembered() throws Exception {
        DocumentRoot mapper = scripts.rememberFor(Duration.ofSeconds(Long.MAX_VALUE));
        assertEquals(200, status(mapper, "/index.php"));
        delete("index.php");
        now += 1_000_000 * SECOND;
        assertEquals(200, status(mapper, "/index.php"));
    }

    @Test
    void absenceIsNotRemembered() throws Exception {
        assertEquals(404, status(scripts, "/new.php"));
        Files.createFile(root.resolve("new.php"));
        assertEquals(200, status(scripts, "/new.php"));
    }

    @Test
    void refusalIsNotRemembered() throws Exception {
        Path link = root.resolve("link.php");
        Files.createSymbolicLink(link, Files.createFile(directory.resolve("outside.php")));
        assertEquals(403, status(scripts, "/link.php"));
        Files.delete(link);
        Files.createSymbolicLink(link, root.resolve("index.php"));
        assertEquals(200, status(scripts, "/link.php"));
    }

    @Test
    void scriptThatBecomesALinkOutOfTheRootIsSeenInTime() throws Exception {
        assertEquals(200, status(scripts, "/index.php"));
        delete("index.php");
        Files.createSymbolicLink(root.resolve("index.php"), Files.createFile(directory.resolve("outside.php")));
        now += SECOND;
        assertEquals(403, status(scripts, "/index.php"));
    }

    /** What is approved in a wider configuration is not in a narrower one, and the other way round. */
    @Test
    void copiesRememberForThemselves() throws Exception {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createSymbolicLink(root.resolve("link.php"), Files.createFile(outside.resolve("a.php")));
        DocumentRoot wider = scripts.allowLinksTo(outside);
        assertEquals(200, status(wider, "/link.php"));
        assertEquals(403, status(wider.allowLinksTo(), "/link.php"));
        assertEquals(403, status(scripts, "/link.php"));
    }

    @Test
    void releaseByALinkIsSeenInTime() throws Exception {
        Path current = directory.resolve("current");
        Path first = release("1", "both.php", "old.php");
        Path second = release("2", "both.php", "new.php");
        Files.createSymbolicLink(current, first);
        DocumentRoot mapper = DocumentRoot.of(current, () -> now).resolveLinks();
        assertEquals(first + "/both.php", mapper.map(get("/both.php")).filename());
        Files.delete(current);
        Files.createSymbolicLink(current, second);
        now += SECOND - 1;
        assertEquals(first + "/old.php", mapper.map(get("/old.php")).filename());
        assertEquals(404, status(mapper, "/new.php"));
        now++;
        assertEquals(second + "/both.php", mapper.map(get("/both.php")).filename());
        assertEquals(second + "/new.php", mapper.map(get("/new.php")).filename());
        assertEquals(404, status(mapper, "/old.php"));
    }

    private Path release(String name, String... files) throws IOException {
        Path release = Files.createDirectories(directory.resolve("releases").resolve(name));
        for (String file : files) {
            Files.createFile(release.resolve(file));
        }
        return release.toRealPath();
    }

    @Test
    void absenceOfTheRootIsNotRemembered() throws Exception {
        Path later = directory.resolve("later");
        DocumentRoot mapper = DocumentRoot.of(later, () -> now).resolveLinks();
        assertEquals(404, status(mapper, "/index.php"));
        assertTrue(mapper.mayBlock(get("/index.php")));
        Files.createSymbolicLink(later, root);
        assertEquals(
                root.toRealPath() + "/index.php", mapper.map(get("/index.php")).filename());
    }

    /** Whose root was found while another thread had not found any: names are approved below one root alone. */
    @Test
    void nameBelowAnotherRootIsNotApproved() {
        Root given = new Root(root, "/www");
        Root real = new Root(directory, "/real");
        Period period = new Approvals(Duration.ofSeconds(1), () -> now, null).now();
        period.approve(given, "/a.php");
        assertEquals(real, period.root(real));
        assertEquals(real, period.root(given));
        assertFalse(period.isApproved(real, "/a.php"));
        period.approve(real, "/b.php");
        assertTrue(period.isApproved(real, "/b.php"));
        assertFalse(period.isApproved(given, "/b.php"));
    }

    /** A circle of links gives a script any number of names. */
    @Test
    void namesThatClientsInventAreBounded() throws Exception {
        Files.createSymbolicLink(root.resolve("a"), root);
        Files.createSymbolicLink(root.resolve("b"), root);
        int most = Period.MOST_NAMES;
        for (int i = 0; i < most + 10; i++) {
            assertEquals(200, status(scripts, invented(i)));
        }
        assertFalse(scripts.mayBlock(get(invented(most - 1))));
        assertTrue(scripts.mayBlock(get(invented(most))));
        now += SECOND;
        assertEquals(200, status(scripts, invented(most)));
        assertFalse(scripts.mayBlock(get(invented(most))));
        assertTrue(scripts.mayBlock(get(invented(0))));
    }

    private static String invented(int number) {
        String path =
                Integer.toBinaryString(1 << 11 | number).replace("0", "/a").replace("1", "/b");
        return path + "/index.php";
    }

    @Test
    void mayBlockUnlessTheScriptIsRemembered() throws Exception {
        GatewayRequest request = get("/index.php/info");
        assertTrue(scripts.mayBlock(request));
        scripts.map(request);
        assertFalse(scripts.mayBlock(request));
        assertFalse(scripts.mayBlock(get("/")));
        assertTrue(scripts.mayBlock(get("/other.php")));
        assertTrue(scripts.mayBlock(get("/other/")));
        now += SECOND - MILLI;
        assertTrue(scripts.mayBlock(request), "the time may be over before it is mapped");
    }

    @Test
    void mayBlockForTheRootWhereThatIsResolved() throws Exception {
        DocumentRoot mapper = scripts.resolveLinks().frontController("/index.php");
        assertTrue(mapper.mayBlock(get("/any")));
        mapper.map(get("/any"));
        assertFalse(mapper.mayBlock(get("/any")));
        assertTrue(mapper.mayBlock(get("/index.php")));
        mapper.map(get("/index.php"));
        assertFalse(mapper.mayBlock(get("/index.php")));
        now += SECOND;
        assertTrue(mapper.mayBlock(get("/any")));
    }

    @Test
    void doesNotBlockWhereNothingIsLookedUp() {
        DocumentRoot mapper = scripts.frontController("/index.php");
        for (String target : new String[] {"/any", "/%00", "*", "/style.css", "/What%3F/x.php"}) {
            assertFalse(mapper.mayBlock(get(target)), target);
        }
        assertFalse(scripts.withoutFileChecks().mayBlock(get("/index.php")));
        assertFalse(ScriptMapper.script(Path.of("/srv/a.php")).mayBlock(get("/")));
        assertTrue(((ScriptMapper) request -> null).mayBlock(get("/")));
        assertThrows(RequestRejectedException.class, () -> mapper.map(get("*")));
    }
}
