package org.gateway4j.examples.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gateway4j.testkit.backends.RealBackends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real git client pushes, clones and fetches 50 MB, and pushes 300, through the host and git's own CGI program. */
class GitHttpBackendIT {

    private static final Path BACKEND = Path.of("/usr/lib/git-core/git-http-backend");
    private static final int FILES = 50;
    private static final int FILE_BYTES = 1_000_000;

    /** What the client traces. */
    private static final String SENT_IN_CHUNKS = "Send header: Transfer-Encoding: chunked";

    /** The least that git allows: larger packs are sent in chunks. */
    private static final String SMALL_BUFFER = "http.postBuffer=65536";

    @TempDir
    Path home;

    private final Random random = new Random(20);
    private Git git;
    private CgiHost host;
    private Path served;
    private Path work;

    @BeforeEach
    void start() throws Exception {
        RealBackends.installed(BACKEND);
        git = Git.in(home);
        served = git.bare("served.git");
        work = git.bare("work.git");
        String projects = "=cgi:" + BACKEND + ",env.GIT_PROJECT_ROOT=" + served.getParent()
                + ",env.GIT_HTTP_EXPORT_ALL=1,max=4,spool.directory=" + home;
        host = CgiHost.start("/git" + projects, "/streamed" + projects + ",spool=off");
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    private List<byte[]> files(int count, int bytes) {
        List<byte[]> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] file = new byte[bytes];
            random.nextBytes(file);
            files.add(file);
        }
        return files;
    }

    private String url() {
        return host.uri("/git/served.git");
    }

    @Test
    void pushesClonesAndFetches() throws Exception {
        git.commit(work, "first", files(FILES, FILE_BYTES));
        Git.Output push = git.run("-C", work.toString(), "-c", SMALL_BUFFER, "push", "-q", url(), "--all");
        assertTrue(push.said().contains(SENT_IN_CHUNKS), "the pack was not sent in chunks");
        assertEquals(git.revision(work, "main"), git.revision(served, "main"));

        Path clone = home.resolve("clone");
        Git.Output cloning = git.run("clone", "-q", url(), clone.toString());
        assertTrue(cloning.said().contains("Content-Encoding: gzip"), "the request for 50 branches was not compressed");
        git.run("-C", clone.toString(), "fsck", "--full", "--strict");
        assertEquals(git.revision(served, "first7:first7"), git.revision(clone, "origin/first7:first7"));

        git.commit(work, "second", files(3, 100_000));
        Git.Output second = git.run("-C", work.toString(), "push", "-q", url(), "main");
        assertFalse(second.said().contains(SENT_IN_CHUNKS), "a pack of known length was sent in chunks");
        git.run("-C", clone.toString(), "fetch", "-q");
        assertEquals(git.revision(work, "main"), git.revision(clone, "origin/main"));
        git.run("-C", served.toString(), "fsck", "--full", "--strict");
    }

    /** More than the bound on bodies that are read before the program starts. */
    @Test
    void streams300MegabytesOfAPush() throws Exception {
        String streamed = host.uri("/streamed/served.git");
        for (int part = 0; part < 6; part++) {
            git.commit(work, "part" + part + "-", files(50, FILE_BYTES));
        }

        Git.Output push = git.run("-C", work.toString(), "-c", SMALL_BUFFER, "push", "-q", streamed, "main");

        assertTrue(push.said().contains(SENT_IN_CHUNKS), "the pack was not sent in chunks");
        assertEquals(git.revision(work, "main"), git.revision(served, "main"));
        git.run("-C", served.toString(), "fsck", "--connectivity-only");
    }

    /** The older protocol sends what a client has piece by piece, and each piece begins with those before. */
    @Test
    void clonesByTheFirstVersionOfTheProtocol() throws Exception {
        git.commit(work, "first", files(FILES, FILE_BYTES));
        git.run("-C", work.toString(), "push", "-q", served.toString(), "--all");
        Path clone = home.resolve("clone");

        git.run("-c", "protocol.version=0", "clone", "-q", "--mirror", url(), clone.toString());

        assertEquals(
                git.run("-C", served.toString(), "show-ref").answer(),
                git.run("-C", clone.toString(), "show-ref").answer());
    }

    /** Files of a repository by their names, as clients without the protocol ask for. */
    @Test
    void sendsPacksAsFiles() throws Exception {
        git.commit(work, "first", files(1, FILE_BYTES));
        git.run("-C", work.toString(), "push", "-q", served.toString(), "main");

        assertEquals("ref: refs/heads/main\n", host.get("/git/served.git/HEAD").body());
        assertEquals(404, host.get("/git/none.git/HEAD").statusCode());
        assertEquals(403, host.get("/git/served.git/info/refs?service=git-none").statusCode());
    }
}
