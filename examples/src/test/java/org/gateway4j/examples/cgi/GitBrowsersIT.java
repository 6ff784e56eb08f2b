package org.gateway4j.examples.cgi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.gateway4j.testkit.backends.RealBackends;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository browsed by cgit, a program in C, and by gitweb, one in Perl. */
class GitBrowsersIT {

    private static final Path CGIT = Path.of("/usr/lib/cgit/cgit.cgi");
    private static final Path GITWEB = Path.of("/usr/share/gitweb/gitweb.cgi");

    @TempDir
    Path home;

    private final byte[] binary = new byte[3_000_000];
    private Git git;
    private Path repository;

    @BeforeEach
    void fill() throws Exception {
        git = Git.in(home);
        repository = git.bare("shown.git");
        new Random(20).nextBytes(binary);
        git.commit(repository, "file", List.of("Grüße & <b>\n".getBytes(UTF_8), binary));
    }

    @Test
    void cgitShowsARepository() throws Exception {
        RealBackends.installed(CGIT);
        Path config = Files.writeString(home.resolve("cgitrc"), """
                virtual-root=/cgit
                cache-size=0
                snapshots=tar.gz
                scan-path=%s
                """.formatted(repository.getParent()));
        try (CgiHost host = CgiHost.start("/cgit=cgi:" + CGIT + ",env.CGIT_CONFIG=" + config)) {
            assertContains("shown.git", host.get("/cgit/"));
            assertContains(">file1<", host.get("/cgit/shown.git/tree/?h=main"));
            assertContains("Grüße &amp; &lt;b&gt;", host.get("/cgit/shown.git/tree/file0"));
            assertContains("Ann", host.get("/cgit/shown.git/log/"));
            assertArrayEquals(
                    binary, host.getBytes("/cgit/shown.git/plain/file1").body());
            assertEquals(404, host.get("/cgit/none.git/").statusCode());
            HttpResponse<byte[]> archive = host.getBytes("/cgit/shown.git/snapshot/shown-main.tar.gz");
            assertHasArchive(archive);
        }
    }

    @Test
    void gitwebShowsARepository() throws Exception {
        RealBackends.installed(GITWEB);
        RealBackends.require("Perl's CGI", hasCgiModule());
        Path config = Files.writeString(home.resolve("gitweb.conf"), """
                our $projectroot = '%s';
                $feature{'snapshot'}{'default'} = ['tgz'];
                """.formatted(repository.getParent()));
        try (CgiHost host = CgiHost.start("/gitweb=cgi:" + GITWEB + ",env.GITWEB_CONFIG=" + config)) {
            assertContains("shown.git", host.get("/gitweb"));
            assertContains("Ann", host.get("/gitweb?p=shown.git;a=summary"));
            assertContains("Grüße&nbsp;&amp;&nbsp;&lt;b&gt;", host.get("/gitweb?p=shown.git;a=blob;f=file0;hb=main"));
            assertArrayEquals(
                    binary,
                    host.getBytes("/gitweb?p=shown.git;a=blob_plain;f=file1;hb=main")
                            .body());
            assertEquals(404, host.get("/gitweb?p=none.git").statusCode());
            assertEquals(
                    "",
                    host.send(host.request("/gitweb?p=shown.git").method("HEAD", BodyPublishers.noBody()))
                            .body());
            assertHasArchive(host.getBytes("/gitweb?p=shown.git;a=snapshot;h=main;sf=tgz"));
        }
    }

    static boolean hasCgiModule() throws Exception {
        return new ProcessBuilder(RealBackends.program("perl").toString(), "-MCGI", "-e", "1")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static void assertContains(String text, HttpResponse<String> page) {
        assertEquals(200, page.statusCode(), page::body);
        assertTrue(page.headers().firstValue("Content-Type").orElse("").contains("html"));
        assertTrue(page.body().contains(text), page::body);
    }

    private void assertHasArchive(HttpResponse<byte[]> response) throws Exception {
        assertEquals(200, response.statusCode());
        String type = response.headers().firstValue("Content-Type").orElse("");
        assertTrue(type.startsWith("application/x-gzip"), type);
        byte[] archive = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
        assertTrue(archive.length > binary.length, () -> archive.length + " bytes");
    }
}
