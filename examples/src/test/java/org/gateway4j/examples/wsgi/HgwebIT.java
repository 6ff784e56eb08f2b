package org.gateway4j.examples.wsgi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.OneJdk;
import org.gateway4j.testkit.backends.Nginx;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;
import org.gateway4j.testkit.backends.Uwsgi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Mercurial's hgweb under a real uWSGI: browsed, cloned and pushed to through the host, and compared with nginx before it. */
@ParameterizedClass
@ValueSource(strings = {"uwsgi", "scgi"})
@OneJdk
class HgwebIT {

    private static final byte[] TEXT = "Grüße & <b>\n".getBytes(UTF_8);

    private final String protocol;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Path program;
    private Site site;
    private Uwsgi server;
    private Nginx nginx;
    private LocalHost host;

    HgwebIT(String protocol) {
        this.protocol = protocol;
    }

    @BeforeEach
    void start() throws Exception {
        program = RealBackends.program("hg");
        site = new Site();
        Path served = site.file("served");
        run("init", served.toString());
        commit(served, "grüße.txt", TEXT);
        commit(served, "plain.txt", TEXT);
        Files.writeString(served.resolve(".hg/hgrc"), """
                [web]
                push_ssl = false
                allow-push = *
                """);
        server = Uwsgi.start(site, Files.writeString(site.file("hgweb_application.py"), """
                import os
                os.environ["HGENCODING"] = "UTF-8"
                os.environ["HGRCPATH"] = ""
                from mercurial.hgweb import hgweb
                application = hgweb(b"%s")
                """.formatted(served)));
        host = LocalHost.start(
                Applications.of(CommandLine.parse("--mount", "/hg=" + protocol + ":" + server.address(protocol))));
    }

    @AfterEach
    void stop() throws Exception {
        if (nginx != null) {
            nginx.stop();
        }
        if (host != null) {
            host.close();
        }
        if (server != null) {
            server.stop();
        } else if (site != null) {
            site.close();
        }
    }

    @Test
    void clonesAndPushes() throws Exception {
        byte[] binary = Bytes.random(3_000_000, 20);
        Path clone = site.file("clone");
        String address = "http://127.0.0.1:" + host.address().getPort() + "/hg";
        run("clone", "-q", address, clone.toString());
        commit(clone, "binary", binary);

        run("-R", clone.toString(), "push", "-q");

        assertArrayEquals(
                binary, get(host.address().getPort(), "/hg/raw-file/tip/binary").body());
        run("-R", site.file("served").toString(), "verify", "-q");
    }

    /** Status, type and body are the same, whatever is asked for. */
    @Test
    void answersAreThoseBehindNginx() throws Exception {
        nginx = Nginx.start(site, """
                location ~ ^/hg(/.*)?$ {
                    include /etc/nginx/%1$s_params;
                    %1$s_param SCRIPT_NAME /hg;
                    %1$s_param PATH_INFO $1;
                    %1$s_pass %2$s;
                }
                """.formatted(protocol, server.address(protocol)));
        for (String target : List.of(
                "/hg",
                "/hg/",
                "/hg/log",
                "/hg/shortlog/tip?style=monoblue",
                "/hg/file/tip/gr%C3%BC%C3%9Fe.txt",
                "/hg/raw-file/tip/plain.txt",
                "/hg/annotate/tip/plain.txt",
                "/hg/rev/0",
                "/hg/static/style-paper.css",
                "/hg/static/hgicon.png",
                "/hg/file/tip/none.txt",
                "/hg/none",
                "/hg?cmd=capabilities",
                "/hg?cmd=heads",
                "/hg/archive/tip.zip")) {
            HttpResponse<byte[]> here = get(host.address().getPort(), target);
            HttpResponse<byte[]> there = get(nginx.port(), target);
            assertEquals(there.statusCode(), here.statusCode(), target);
            assertEquals(type(there), type(here), target);
            assertEquals(Bytes.text(there.body()), Bytes.text(here.body()), target);
        }
        HttpResponse<byte[]> page = get(host.address().getPort(), "/hg/file/tip/plain.txt");
        String text = new String(page.body(), UTF_8);
        assertTrue(text.contains("Grüße &amp; &lt;b&gt;"), text);
    }

    private HttpResponse<byte[]> get(int port, String target) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private static String type(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    private void commit(Path repository, String name, byte[] content) throws Exception {
        Files.write(repository.resolve(name), content);
        run("-R", repository.toString(), "commit", "-q", "-A", "-u", "Ann", "-m", "first " + name);
    }

    private void run(String... arguments) throws Exception {
        Path said = site.file("said");
        List<String> command = new ArrayList<>(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(site.root().toFile())
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
}
