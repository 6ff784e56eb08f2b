package org.gateway4j.examples.cgi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.gateway4j.testkit.backends.RealBackends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mercurial's hgweb, a program in Python: a repository is browsed, cloned and pushed to. */
class MercurialIT {

    private static final byte[] TEXT = "Grüße & <b>\n".getBytes(UTF_8);

    @TempDir
    Path home;

    private final byte[] binary = new byte[3_000_000];
    private Path program;
    private Path served;
    private CgiHost host;

    @BeforeEach
    void start() throws Exception {
        program = RealBackends.program("hg");
        new Random(20).nextBytes(binary);
        served = home.resolve("served");
        run("init", served.toString());
        commit(served, "grüße.txt", TEXT);
        commit(served, "plain.txt", TEXT);
        Files.writeString(served.resolve(".hg/hgrc"), """
                [web]
                push_ssl = false
                allow-push = *
                """);
        host = CgiHost.start("/hg=cgi:" + hgweb() + ",env.HGENCODING=UTF-8");
    }

    /** The script of Mercurial's documentation, with the repository's path. */
    private Path hgweb() throws IOException {
        Path script = Files.writeString(home.resolve("hgweb.cgi"), """
                #!/usr/bin/python3
                from mercurial import demandimport
                demandimport.enable()
                from mercurial.hgweb import hgweb, wsgicgi
                wsgicgi.launch(hgweb(b"%s"))
                """.formatted(served));
        assertTrue(script.toFile().setExecutable(true));
        return script;
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void showsARepository() throws Exception {
        assertContains("first", host.get("/hg"));
        assertContains("Grüße &amp; &lt;b&gt;", host.get("/hg/file/tip/gr%C3%BC%C3%9Fe.txt"));
        assertArrayEquals(TEXT, host.getBytes("/hg/raw-file/tip/plain.txt").body());
        assertEquals(404, host.get("/hg/file/tip/none.txt").statusCode());
        assertEquals(400, host.get("/hg/none").statusCode());
        assertEquals(
                "text/css",
                host.get("/hg/static/style-paper.css")
                        .headers()
                        .firstValue("Content-Type")
                        .orElse(""));
    }

    @Test
    void clonesAndPushes() throws Exception {
        Path clone = home.resolve("clone");
        run("clone", "-q", host.uri("/hg"), clone.toString());
        commit(clone, "binary", binary);

        run("-R", clone.toString(), "push", "-q");

        assertArrayEquals(binary, host.getBytes("/hg/raw-file/tip/binary").body());
        run("-R", served.toString(), "verify", "-q");
    }

    private void commit(Path repository, String name, byte[] content) throws Exception {
        Files.write(repository.resolve(name), content);
        run("-R", repository.toString(), "commit", "-q", "-A", "-u", "Ann", "-m", "first " + name);
    }

    private void run(String... arguments) throws Exception {
        Path said = home.resolve("said");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("HGRCPATH", "");
        builder.environment().put("HGENCODING", "UTF-8");
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        int status = builder.start().waitFor();
        assertEquals(0, status, Files.readString(said));
    }

    private static void assertContains(String text, HttpResponse<String> page) {
        assertEquals(200, page.statusCode(), page::body);
        assertTrue(page.body().contains(text), page::body);
    }
}
