package org.gateway4j.examples;

import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.testkit.OneJdk;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.DokuWiki;
import org.gateway4j.testkit.backends.PhpFpm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real application browsed through the host, as a browser does it: redirects followed, cookies kept. */
@OneJdk
class DokuWikiHostIT {

    private static final Pattern TOKEN = Pattern.compile("name=\"sectok\" value=\"([0-9a-f]*)\"");

    /** What its manual of security wants denied. */
    private static final String DENIED = ",deny=/data,deny=/conf,deny=/bin,deny=/inc,deny=/vendor";

    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NORMAL)
            .cookieHandler(new CookieManager())
            .build();

    private PhpFpm php;
    private LocalHost host;

    @BeforeEach
    void start() throws Exception {
        php = PhpFpm.start(site -> DokuWiki.configure(site, PhpFpm.Settings.of(Transport.UNIX)));
        host = LocalHost.start(Applications.of(CommandLine.parse(
                "--mount",
                "/=fastcgi:" + php.address() + ",root=" + DokuWiki.ROOT + ",also=" + DokuWiki.LIBRARIES + ",max=4"
                        + DENIED)));
    }

    @AfterEach
    void stop() throws Exception {
        if (host != null) {
            host.close();
        }
        if (php != null) {
            php.stop();
        }
    }

    @Test
    void pagesStylesAndPictures() throws Exception {
        HttpResponse<byte[]> start = get("/");
        assertEquals(200, start.statusCode());
        assertEquals("/doku.php", start.uri().getPath());
        assertTrue(text(start).contains("This topic does not exist yet"));
        assertEquals("text/css; charset=utf-8", type(get("/lib/exe/css.php?t=dokuwiki")));
        HttpResponse<byte[]> picture = get("/lib/images/license/button/cc-by.png");
        assertEquals("image/png", type(picture));
        assertArrayEquals(picture(), picture.body());
    }

    /** Its package keeps templates and plugins elsewhere, behind symbolic links. */
    @Test
    void filesBehindLinks() throws Exception {
        HttpResponse<byte[]> icon = get("/lib/tpl/dokuwiki/images/favicon.ico");
        assertEquals("image/x-icon", type(icon));
        assertArrayEquals(
                Files.readAllBytes(DokuWiki.LIBRARIES.resolve("tpl/dokuwiki/images/favicon.ico")), icon.body());
    }

    @Test
    void userLogsInAndWritesAPage() throws Exception {
        get("/doku.php?id=start&do=login");
        assertTrue(text(logIn("wrong")).contains("username or password was wrong"));
        assertTrue(text(logIn(DokuWiki.PASSWORD)).contains("Logged in as"));
        String page = URLEncoder.encode("====== Grüße ======\n" + "word ".repeat(20_000), StandardCharsets.UTF_8);
        HttpResponse<byte[]> saved = submit(
                "/doku.php?id=start",
                "sectok=" + token() + "&id=start&rev=0&date=&prefix=.&suffix=&target=section&do[save]=1&wikitext="
                        + page);
        assertTrue(text(saved).contains(">Grüße</h1>"), () -> text(saved));
    }

    @Test
    void userUploadsAPicture() throws Exception {
        get("/doku.php?id=start&do=login");
        logIn(DokuWiki.PASSWORD);
        String target = "/lib/exe/ajax.php?call=mediaupload&mediaid=up.png&qqfile=up.png&ns=&sectok=" + token();
        HttpResponse<byte[]> uploaded = send(request(target)
                .header("Content-Type", "application/octet-stream")
                .POST(ofByteArray(picture())));
        assertTrue(text(uploaded).contains("\"success\":true"), () -> text(uploaded));
        assertArrayEquals(picture(), get("/lib/exe/fetch.php?media=up.png").body());
    }

    @Test
    void whatItsManualWantsDenied() throws Exception {
        for (String target : List.of(
                "/data/pages/wiki/dokuwiki.txt",
                "/conf/mime.conf",
                "/conf/acl.auth.php.dist",
                "/bin/dwpage.php",
                "/inc/init.php",
                "/inc",
                "/vendor/README",
                "/%63onf/mime.conf",
                "/CONF/mime.conf",
                "//conf/mime.conf",
                "/lib/../conf/mime.conf",
                "/lib/%2e%2e/inc/init.php")) {
            assertEquals(403, get(target).statusCode(), target);
        }
    }

    private static byte[] picture() throws Exception {
        return Files.readAllBytes(DokuWiki.ROOT.resolve("lib/images/license/button/cc-by.png"));
    }

    private HttpResponse<byte[]> logIn(String password) throws Exception {
        return submit("/doku.php?id=start&do=login", "sectok=&id=start&do=login&u=" + DokuWiki.USER + "&p=" + password);
    }

    private String token() throws Exception {
        String editor = text(get("/doku.php?id=start&do=edit"));
        Matcher found = TOKEN.matcher(editor);
        assertTrue(found.find(), editor);
        return found.group(1);
    }

    private HttpResponse<byte[]> submit(String target, String form) throws Exception {
        return send(request(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(ofString(form)));
    }

    private HttpResponse<byte[]> get(String target) throws Exception {
        return send(request(target));
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + host.address().getPort() + target));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return browser.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String type(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }
}
