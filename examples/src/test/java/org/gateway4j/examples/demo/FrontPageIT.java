package org.gateway4j.examples.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.gateway4j.Timeouts;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.OneJdk;
import org.gateway4j.testkit.backends.RealBackends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's page in a real browser: it looks as it should, and its figures are live. */
@OneJdk
class FrontPageIT {

    private static final String CARD = "[...document.querySelectorAll('#pools .card')]"
            + ".find(card => card.querySelector('.path').textContent == '/tomcat')";

    @TempDir
    Path profile;

    private LocalHost host;
    private Chromium browser;

    @BeforeEach
    void open() throws Exception {
        Path program = RealBackends.program("chromium");
        Demo demo = Demo.start(DemoFolder.create(), EmbeddedBackend.start(), Timeouts.defaults());
        host = LocalHost.start(demo.applications());
        browser = Chromium.open(
                program,
                profile,
                URI.create("http://127.0.0.1:" + host.address().getPort() + "/"));
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
        if (host != null) {
            host.close();
        }
    }

    @Test
    void showsThePoolsAndTheirFiguresLive() throws Exception {
        awaitTrue("document.title == 'Gateway4j example host'");
        awaitTrue("document.querySelector('.lead').textContent.includes('Apache Tomcat/')");
        awaitTrue("[...document.querySelectorAll('#pools .path')].map(path => path.textContent).sort().join()"
                + " == '/cgi-bin,/php,/tomcat'");
        awaitTrue(CARD + ".querySelectorAll('.slots i').length == 6");
        awaitTrue(figure("inUse") + " == '0'");

        assertTrue(browser.isTrue(CARD + ".querySelector('button').click() === undefined"));

        awaitTrue(figure("inUse") + " == '5'");
        awaitTrue(CARD + ".querySelectorAll('.slots i.busy').length == 5");
        awaitTrue(figure("inUse") + " == '0' && " + figure("opened") + " == '5'");
        awaitTrue(CARD + ".querySelectorAll('.slots i.idle').length == 5");
    }

    @Test
    void showsTheMembersAndDrainsOne() throws Exception {
        String one = "document.getElementById('member-one')";
        awaitTrue(one + "?.cells[1].textContent == 'active'");
        awaitTrue("document.querySelectorAll('#members tbody tr').length == 2");

        assertTrue(browser.isTrue(one + ".querySelector('button').click() === undefined"));

        awaitTrue(one + ".cells[1].textContent == 'draining'");
        assertTrue(browser.isTrue("fetch('/tomcat/request') !== null"));
        awaitTrue("document.getElementById('member-two').cells[4].textContent == '1'");
        awaitTrue(one + ".cells[4].textContent == '0'");
    }

    private static String figure(String key) {
        return CARD + ".querySelector('dd[data-key=" + key + "]').textContent";
    }

    @Test
    void hasItsStylesAndLinksThatLeadSomewhere() throws Exception {
        awaitTrue(
                "document.querySelectorAll('#pools .card').length == 3 && document.getElementById('member-two') !== null");

        assertTrue(browser.isTrue("getComputedStyle(document.querySelector('.card')).borderRadius == '12px'"));
        assertTrue(browser.isTrue("document.documentElement.scrollWidth <= innerWidth"), "wider than the window");
        assertTrue(browser.isTrue("[...document.links].every(link => link.origin == location.origin)"));
        BufferedImage picture =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(browser.screenshot())));
        assertTrue(picture.getWidth() >= 640 && picture.getHeight() >= 400, picture::toString);
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        assertTrue(Arrays.stream(pixels).distinct().count() > 20, "a blank picture");
    }

    @Test
    void showsServerSentEventsAsTheyArrive() throws Exception {
        String link = "document.querySelector('a[href=\"/php/clock.html\"]')";
        awaitTrue("document.readyState == 'complete' && " + link + " != null");
        browser.isTrue(link + ".click()");

        awaitTrue("location.pathname == '/php/clock.html' && /\\d\\d:\\d\\d/.test(document.body.innerText)");
    }

    private void awaitTrue(String expression) throws Exception {
        Await.until(expression, () -> browser.isTrue(expression));
    }
}
