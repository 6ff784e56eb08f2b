package org.gateway4j.fastcgi.php;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.Answer;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.DokuWiki;
import org.gateway4j.testkit.backends.PhpFpm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real application: its pages are read, written and searched, by a visitor and by a user who logs in. */
class DokuWikiIT extends PhpFpmTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"sectok\" value=\"([0-9a-f]*)\"");

    private String cookie = "";

    @BeforeEach
    void start() throws Exception {
        start(PhpFpm.start(site -> DokuWiki.configure(site, PhpFpm.Settings.of(Transport.UNIX))));
        gateway = gateway(builder ->
                builder.scripts(ScriptMapper.documentRoot(DokuWiki.ROOT).allowLinksTo(DokuWiki.LIBRARIES)));
    }

    @Test
    void visitorReadsAndMayNotWrite() throws Exception {
        Answer root = send(get("/"));
        assertEquals(302, root.status());
        assertTrue(root.header("Location").endsWith("/doku.php?id=start"), () -> root.header("Location"));
        assertTrue(browse(get("/doku.php?id=start")).body().contains("This topic does not exist yet"));
        assertFalse(browse(get("/doku.php?id=start&do=edit")).body().contains("name=\"do[save]\""));
    }

    @Test
    void generatedStylesAndScripts() throws Exception {
        Answer styles = browse(get("/lib/exe/css.php?t=dokuwiki"));
        assertEquals("text/css; charset=utf-8", styles.header("Content-Type"));
        assertTrue(styles.bytes().length > 50_000);
        assertTrue(browse(get("/lib/exe/js.php")).bytes().length > 50_000);
    }

    @Test
    void wrongPasswordIsRefused() throws Exception {
        Answer refused = logIn("wrong");
        assertEquals(403, refused.status());
        assertTrue(refused.body().contains("username or password was wrong"));
    }

    @Test
    void userWritesAPage() throws Exception {
        assertEquals(302, logIn(DokuWiki.PASSWORD).status());
        Answer editor = browse(get("/doku.php?id=start&do=edit"));
        String page = "====== Grüße ======\n**bold** " + "word ".repeat(20_000);
        Answer saved = submit(
                "/doku.php?id=start",
                "sectok=" + token(editor) + "&id=start&rev=0&date=&prefix=.&suffix=&target=section&do[save]=1&wikitext="
                        + URLEncoder.encode(page, StandardCharsets.UTF_8));
        assertEquals(302, saved.status());
        String shown = browse(get("/doku.php?id=start")).body();
        assertTrue(shown.contains(">Grüße</h1>"));
        assertTrue(shown.contains("<strong>bold</strong>"));
        assertTrue(browse(get("/doku.php?do=export_raw&id=start")).body().startsWith(page.substring(0, 100)));
    }

    @Test
    void userUploadsAPicture() throws Exception {
        logIn(DokuWiki.PASSWORD);
        String token = token(browse(get("/doku.php?id=start&do=edit")));
        byte[] picture = Files.readAllBytes(Path.of(DokuWiki.ROOT + "/lib/images/license/button/cc-by.png"));
        Answer uploaded = browse(
                request("POST", "/lib/exe/ajax.php?call=mediaupload&mediaid=up.png&qqfile=up.png&ns=&sectok=" + token)
                        .header("Content-Type", "application/octet-stream")
                        .body(RequestBody.of(picture)));
        assertTrue(uploaded.body().contains("\"success\":true"), uploaded::body);
        Answer fetched = browse(get("/lib/exe/fetch.php?media=up.png"));
        assertEquals("image/png", fetched.header("Content-Type"));
        assertArrayEquals(picture, fetched.bytes());
        assertEquals(
                304,
                browse(get("/lib/exe/fetch.php?media=up.png").header("If-None-Match", fetched.header("ETag")))
                        .status());
        Answer part = browse(get("/lib/exe/fetch.php?media=up.png").header("Range", "bytes=0-9"));
        assertEquals(206, part.status());
        assertEquals(10, part.bytes().length);
    }

    private Answer logIn(String password) throws Exception {
        browse(get("/doku.php?id=start&do=login"));
        return submit("/doku.php?id=start&do=login", "sectok=&id=start&do=login&u=" + DokuWiki.USER + "&p=" + password);
    }

    private Answer submit(String target, String form) throws Exception {
        return browse(post(
                target, "application/x-www-form-urlencoded", RequestBody.of(form.getBytes(StandardCharsets.US_ASCII))));
    }

    /** Sends a request with the cookies that there are, and keeps those of the answer. */
    private Answer browse(GatewayRequest.Builder request) throws Exception {
        Answer answer = send(cookie.isEmpty() ? request : request.header("Cookie", cookie));
        for (String set : answer.headers().all("Set-Cookie")) {
            String pair = set.substring(0, set.indexOf(';'));
            cookie = cookie.isEmpty() ? pair : pair + "; " + cookie;
        }
        return answer;
    }

    private static String token(Answer page) {
        Matcher found = TOKEN.matcher(page.body());
        assertTrue(found.find(), page::body);
        return found.group(1);
    }
}
