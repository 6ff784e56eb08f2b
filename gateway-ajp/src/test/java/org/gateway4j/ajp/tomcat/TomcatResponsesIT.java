package org.gateway4j.ajp.tomcat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.Timeouts;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servlets and Tomcat's own servlet for files answer. */
@OverEachTomcat
class TomcatResponsesIT extends TomcatTest {

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 500, 503})
    void sendErrorBringsTheErrorPage(int status) throws Exception {
        for (int i = 0; i < 2; i++) {
            Answer answer = get("/error?" + status);
            assertEquals(status, answer.status());
            assertTrue(answer.body().contains("what went wrong: &lt;here&gt;"), answer.body());
            assertFalse(answer.body().contains("this is not seen"), answer.body());
        }
        // Tomcat keeps no connection on which it has answered some of these.
        assertEquals(200, get("/page.html").status());
    }

    /** Tomcat does not end the response then, nor does it close the connection. */
    @Test
    @Covers("ajp/tomcat-late-error")
    void errorAfterThePageHasBegunIsAFailure() throws Exception {
        Timeouts impatient = Timeouts.defaults().withRead(Duration.ofSeconds(1));
        try (Gateway gateway = open(builder().timeouts(impatient))) {
            try (GatewayResponse response =
                    gateway.dispatch(request("GET", "/fail").build())) {
                assertEquals(200, response.status());
                assertEquals(100_000, response.body().readNBytes(100_000).length);
                GatewayException failure = assertThrows(
                        GatewayException.class, () -> response.body().read());
                assertEquals(Phase.BODY, failure.phase());
                assertTrue(failure.blamesBackend());
            }
            assertEquals(1, gateway.stats().closed());
            try (GatewayResponse next =
                    gateway.dispatch(request("GET", "/page.html").build())) {
                assertEquals(200, next.status());
            }
        }
    }

    @Test
    void headHasTheHeadersOfGet() throws Exception {
        Answer get = get("/page.html");
        assertEquals("<p>a static page</p>\n", get.body());
        Answer head = answer(request("HEAD", "/page.html"));
        assertEquals(200, head.status());
        assertEquals("", head.body());
        for (String name : List.of("Content-Length", "Content-Type", "ETag", "Last-Modified")) {
            assertNotNull(head.header(name), name);
            assertEquals(get.header(name), head.header(name));
        }
        assertEquals("21", head.header("Content-Length"));
        assertOneConnection();
    }

    @Test
    @Covers("ajp/tomcat-no-body")
    void unchangedFileIsNotSentAgain() throws Exception {
        Answer get = get("/page.html");
        for (int i = 0; i < 3; i++) {
            Answer again = answer(request("GET", "/page.html").header("If-None-Match", get.header("ETag")));
            assertEquals(304, again.status());
            assertEquals("", again.body());
            assertEquals(get.header("ETag"), again.header("ETag"));
        }
        Answer since = answer(request("GET", "/page.html").header("If-Modified-Since", get.header("Last-Modified")));
        assertEquals(304, since.status());
        Answer other = answer(request("GET", "/page.html").header("If-None-Match", "\"other\""));
        assertEquals(200, other.status());
        assertOneConnection();
    }

    @Test
    void rangeOfAFile() throws Exception {
        Answer part = answer(request("GET", "/page.html").header("Range", "bytes=3-10"));
        assertEquals(206, part.status());
        assertEquals("a static", part.body());
        assertEquals("bytes 3-10/21", part.header("Content-Range"));
        assertEquals(
                416,
                answer(request("GET", "/page.html").header("Range", "bytes=30-"))
                        .status());
    }

    @Test
    void redirectKeepsTheQuery() throws Exception {
        Answer answer = get("/redirect");
        assertEquals(302, answer.status());
        assertTrue(answer.header("Location").endsWith("snoop/there?q=1"), answer.header("Location"));
    }

    /** Path as it came, path decoded, query as it came, parameter decoded. */
    @ParameterizedTest
    @Covers({"ajp/wire-forward-request", "ajp/wire-empty-query", "ajp/complaint-18", "ajp/CVE-2007-1860"})
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "/snoop/%C3%A9t%C3%A9/%E4%B8%AD?q=%C3%BC%20%2B | /\u00e9t\u00e9/\u4e2d | \u00fc +",
                "/snoop/%F0%9F%98%80?q=%F0%9F%98%80            | /\ud83d\ude00 | \ud83d\ude00",
                "/snoop/a%20b;p=1/c%3Bd?q=a+b&q=c              | /a b/c;d | a b",
                "/snoop/%25%3F%23?q=%26%3D%25                  | /%?# | &=%",
                "/snoop/x?                                     | /x | null",
                "/snoop/x                                      | /x | null"
            })
    void pathAndQueryArriveAsTheyCame(String target, String path, String parameter) throws Exception {
        List<String> seen = List.of(get(target).body().split("\n", -1));
        int mark = target.indexOf('?');
        String query = mark < 0 ? "null" : target.substring(mark + 1);
        assertEquals(List.of("GET", mark < 0 ? target : target.substring(0, mark), path, query, "" + parameter), seen);
        assertOneConnection();
    }

    /** What Tomcat finds suspicious is its own to refuse; the gateway passes it on. */
    @ParameterizedTest
    @Covers("ajp/CVE-2018-1048")
    @ValueSource(strings = {"/snoop/a%2Fb", "/snoop/%zz"})
    void pathThatTomcatRefuses(String target) throws Exception {
        assertEquals(400, get(target).status());
        assertEquals(200, get("/page.html").status());
    }
}
