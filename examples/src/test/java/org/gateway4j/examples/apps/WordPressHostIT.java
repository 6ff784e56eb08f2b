package org.gateway4j.examples.apps;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.Map;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.apps.Browser.Page;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.testkit.OneJdk;
import org.gateway4j.testkit.backends.PhpFpm;
import org.gateway4j.testkit.backends.Site;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WordPress installed, read and written through the host. */
@OneJdk
class WordPressHostIT {

    private static MariaDb database;
    private static PhpFpm php;
    private static LocalHost host;

    private final Browser browser = new Browser(host);

    @BeforeAll
    static void start() throws Exception {
        php = PhpFpm.start(WordPressHostIT::install);
        host = LocalHost.start(Applications.of(CommandLine.parse(
                "--mount",
                "/=fastcgi:" + php.address() + ",max=4,root=" + php.site().root() + ",front=/index.php,also="
                        + WordPress.PACKAGE + ",also=/usr/share/javascript,also="
                        + php.site().writable() + WordPress.DENIED.stream().collect(joining(",deny=", ",deny=", "")))));
        installByItsForm();
    }

    private static PhpFpm.Settings install(Site site) throws IOException {
        try {
            database = MariaDb.start(site, "wordpress");
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        return WordPress.configure(site, database.socket());
    }

    /** It asks its own address whether permalinks work: one more request while this one waits. */
    private static void installByItsForm() throws Exception {
        Page done = new Browser(host)
                .submit(
                        "/wp-admin/install.php?step=2",
                        Map.of(
                                "weblog_title",
                                "A blog",
                                "user_name",
                                WordPress.USER,
                                "admin_password",
                                WordPress.PASSWORD,
                                "admin_password2",
                                WordPress.PASSWORD,
                                "admin_email",
                                "ann@example.org",
                                "blog_public",
                                "0"));
        assertTrue(done.text().contains("WordPress has been installed"), done::text);
    }

    @AfterAll
    static void stop() throws Exception {
        if (host != null) {
            host.close();
        }
        if (database != null) {
            database.stop();
        }
        if (php != null) {
            php.stop();
        }
    }

    @Test
    void pagesStylesAndScripts() throws Exception {
        Page start = browser.get("/");
        assertEquals(200, start.status(), start::text);
        assertTrue(start.text().contains("<h1 class=\"site-title\">A blog</h1>"), start::text);
        String style = start.find("href='http://[^/]*(/wp-content/themes/[^']*style\\.css[^']*)'");
        assertEquals("text/css", browser.get(style).type());
        Page script = browser.get("/wp-includes/js/underscore.min.js");
        assertEquals("text/javascript", script.type());
        assertArrayEquals(
                Files.readAllBytes(WordPress.PACKAGE.resolve("wp-includes/js/underscore.min.js")), script.body());
    }

    @Test
    void permalinksGoToTheFrontController() throws Exception {
        String link = browser.get("/").find("href=\"http://[^/]*(/20[0-9/]*/hello-world/)\"");

        Page post = browser.get(link);

        assertEquals(200, post.status(), post::text);
        assertTrue(post.text().contains("Welcome to WordPress"), post::text);
        assertEquals(
                post.path(), browser.get(link.substring(0, link.length() - 1)).path());
        assertEquals("application/json; charset=UTF-8", browser.get("/wp-json/").type());
        assertEquals(404, browser.get("/no-such-page/").status());
    }

    @Test
    void userLogsInAndWritesAPost() throws Exception {
        assertTrue(logIn("wrong").text().contains("is incorrect"));
        assertEquals("/wp-admin/", logIn(WordPress.PASSWORD).path());

        String link = write("Grüße aus 100 Städten", "<strong>Hallo</strong> " + "word ".repeat(20_000))
                .find("\"link\":\"http:[^\"]*?[0-9](\\\\/[^\"]*)\"")
                .replace("\\/", "/");

        Page post = new Browser(host).get(link);
        assertTrue(post.text().contains("<strong>Hallo</strong>"), post::text);
        assertTrue(post.text().contains(">Grüße aus 100 Städten</h1>"), post::text);
    }

    @Test
    void userUploadsAPicture() throws Exception {
        logIn(WordPress.PASSWORD);
        byte[] picture = Files.readAllBytes(WordPress.PACKAGE.resolve("wp-admin/images/wordpress-logo.png"));

        Page uploaded = browser.send(browser.request("/wp-json/wp/v2/media")
                .header("X-WP-Nonce", nonce())
                .header("Content-Type", "image/png")
                .header("Content-Disposition", "attachment; filename=\"logo.png\"")
                .POST(BodyPublishers.ofByteArray(picture)));

        assertEquals(201, uploaded.status(), uploaded::text);
        Page sent = browser.get(uploaded.find("\"source_url\":\"http:[^\"]*?[0-9](\\\\/wp-content[^\"]*/logo\\.png)\"")
                .replace("\\/", "/"));
        assertEquals("image/png", sent.type());
        assertArrayEquals(picture, sent.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/wp-config.php",
                "/%77p-config.php",
                "/wp-content/../wp-config.php",
                "/WP-CONFIG.PHP",
                "/.htaccess",
                "/wp-includes/version.php",
                "/wp-includes//version.php",
                "/wp-includes/theme-compat/header.php",
                "/wp-admin/includes/plugin.php",
                "/wp-content/uploads/evil.php",
                "/wp-content/uploads/evil.php/x.png"
            })
    void whatItsHandbookWantsDenied(String target) throws Exception {
        Files.writeString(php.site().writable().resolve("evil.php"), "<?php echo 'evil';");

        assertEquals(403, browser.get(target).status());
    }

    private Page logIn(String password) throws Exception {
        browser.get("/wp-login.php");
        return browser.submit(
                "/wp-login.php",
                Map.of("log", WordPress.USER, "pwd", password, "wp-submit", "Log In", "testcookie", "1"));
    }

    /** As its editor does it. */
    private Page write(String title, String text) throws Exception {
        Page written = browser.send(browser.request("/wp-json/wp/v2/posts")
                .header("X-WP-Nonce", nonce())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"title\":\"%s\",\"content\":\"%s\",\"status\":\"publish\"}".formatted(title, text))));
        assertEquals(201, written.status(), written::text);
        return written;
    }

    /** The editor's page has it. */
    private String nonce() throws Exception {
        return browser.get("/wp-admin/post-new.php").find("createNonceMiddleware\\( \"([0-9a-f]*)\"");
    }
}
