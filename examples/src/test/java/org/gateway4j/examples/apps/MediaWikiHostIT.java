package org.gateway4j.examples.apps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.apps.Browser.Page;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.testkit.OneJdk;
import org.gateway4j.testkit.backends.PhpFpm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MediaWiki read and written through the host. */
@OneJdk
class MediaWikiHostIT {

    private static PhpFpm php;
    private static LocalHost host;

    private final Browser browser = new Browser(host);

    @BeforeAll
    static void start() throws Exception {
        php = PhpFpm.start(MediaWiki::install);
        host = LocalHost.start(Applications.of(CommandLine.parse(
                "--mount",
                "/=fastcgi:" + php.address() + ",max=4,root=" + php.site().root() + ",front=/index.php,also="
                        + MediaWiki.PACKAGE + ",also=/var/lib/mediawiki/extensions,also="
                        + php.site().writable() + MediaWiki.DENIED.stream().collect(joining(",deny=", ",deny=", "")))));
    }

    @AfterAll
    static void stop() throws Exception {
        if (host != null) {
            host.close();
        }
        if (php != null) {
            php.stop();
        }
    }

    @Test
    void pagesStylesAndPictures() throws Exception {
        Page start = browser.get("/");
        assertEquals(200, start.status(), start::text);
        assertEquals("/wiki/Main_Page", start.path());
        assertTrue(start.text().contains("MediaWiki has been installed"), start::text);
        String style = start.find("<link rel=\"stylesheet\" href=\"([^\"]*load\\.php[^\"]*)\"");
        assertEquals("text/css; charset=utf-8", browser.get(style).type());
        Page logo = browser.get("/resources/assets/poweredby_mediawiki_88x31.png");
        assertEquals("image/png", logo.type());
        assertArrayEquals(
                Files.readAllBytes(MediaWiki.PACKAGE.resolve("resources/assets/poweredby_mediawiki_88x31.png")),
                logo.body());
    }

    @Test
    void userLogsInAndWritesAPage() throws Exception {
        assertTrue(logIn("wrong").text().contains("Incorrect username or password"));
        assertEquals("/wiki/Main_Page", logIn(MediaWiki.PASSWORD).path());

        Page saved = write("Grüße aus 100 Städten", "'''Hallo''' " + "word ".repeat(20_000));

        assertEquals("/wiki/Grüße_aus_100_Städten", saved.path());
        assertTrue(saved.text().contains("<b>Hallo</b>"), saved::text);
    }

    /** Its name holds what would begin the query. */
    @Test
    void aPageWhoseTitleEndsInAQuestionMark() throws Exception {
        logIn(MediaWiki.PASSWORD);

        assertEquals("/wiki/Who_is_it?", write("Who is it?", "Somebody.").path());

        Page page = browser.get("/wiki/Who_is_it%3F");
        assertEquals(200, page.status(), page::text);
        assertTrue(page.text().contains("Somebody."), page::text);
    }

    @Test
    void userUploadsAPicture() throws Exception {
        logIn(MediaWiki.PASSWORD);
        byte[] picture =
                Files.readAllBytes(MediaWiki.PACKAGE.resolve("resources/assets/poweredby_mediawiki_88x31.png"));
        Page form = browser.get("/wiki/Special:Upload");

        Page uploaded = browser.upload(
                "/wiki/Special:Upload",
                Map.of(
                        "wpEditToken", form.hidden("wpEditToken"),
                        "title", "Special:Upload",
                        "wpDestFile", "Powered.png",
                        "wpIgnoreWarning", "1",
                        "wpUpload", "Upload file"),
                "wpUploadFile",
                "powered.png",
                picture);

        assertEquals("/wiki/File:Powered.png", uploaded.path(), uploaded::text);
        Page sent = browser.get(uploaded.find("href=\"(/images/[^\"]*/Powered\\.png)\""));
        assertEquals("image/png", sent.type());
        assertArrayEquals(picture, sent.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/LocalSettings.php",
                "/maintenance/install.php",
                "/maintenance%2Finstall.php",
                "/%6daintenance/install.php",
                "/Maintenance/tables.json",
                "/includes/WebStart.php",
                "/wiki/../vendor/autoload.php",
                "/cache/",
                "/images/deleted/x",
                "/images/a/ab/evil.php",
                "/images/a/ab/evil.php/x.png"
            })
    void whatItsManualWantsDenied(String target) throws Exception {
        Path evil = php.site().writable().resolve("images/a/ab/evil.php");
        Files.createDirectories(evil.getParent());
        Files.writeString(evil, "<?php echo 'evil';");

        assertEquals(403, browser.get(target).status());
    }

    private Page logIn(String password) throws Exception {
        Page form = browser.get("/index.php?title=Special:UserLogin");
        return browser.submit(
                "/index.php?title=Special:UserLogin",
                Map.of(
                        "wpName",
                        MediaWiki.USER,
                        "wpPassword",
                        password,
                        "wpLoginToken",
                        form.hidden("wpLoginToken"),
                        "authAction",
                        "login",
                        "wploginattempt",
                        "Log in"));
    }

    /** As the form of the editor does it. */
    private Page write(String title, String text) throws Exception {
        String page = "/index.php?title=" + URLEncoder.encode(title, UTF_8);
        Page editor = browser.get(page + "&action=edit");
        return browser.submit(
                page + "&action=submit",
                Map.of(
                        "wpTextbox1", text,
                        "wpEditToken", editor.hidden("wpEditToken"),
                        "wpStarttime", editor.hidden("wpStarttime"),
                        "wpEdittime", editor.hidden("wpEdittime"),
                        "parentRevId", editor.hidden("parentRevId"),
                        "wpUnicodeCheck", editor.hidden("wpUnicodeCheck"),
                        "wpUltimateParam", "1",
                        "wpSave", "Save page"));
    }
}
