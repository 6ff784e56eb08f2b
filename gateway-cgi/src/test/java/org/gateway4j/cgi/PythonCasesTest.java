package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of CPython's tests of its CGI server; docs/conformance/cgi.md says where each is. */
class PythonCasesTest extends CgiFixture {

    /** Segments are resolved before the file is looked for, never after. */
    @ParameterizedTest
    @Covers({"cgi/rfc3875-8.1", "cgi/python-collapse-path"})
    @CsvSource({
        "/cgi-bin/file1.py, /cgi-bin/file1.py, ",
        "//cgi-bin//file1.py, /cgi-bin/file1.py, ",
        "/./cgi-bin/./file1.py, /cgi-bin/file1.py, ",
        "/cgi-bin/a/../file1.py, /cgi-bin/file1.py, ",
        "/a/b/../../cgi-bin/file1.py, /cgi-bin/file1.py, ",
        "/%63gi-bin/file1.py, /cgi-bin/file1.py, ",
        "/cgi-bin/%2e/file1.py, /cgi-bin/file1.py, ",
        "/cgi-bin/x/%2E%2E/file1.py, /cgi-bin/file1.py, ",
        "/cgi-bin/file1.py/PATH/INFO, /cgi-bin/file1.py, /PATH/INFO",
        "/cgi-bin/file1.py//PATH//INFO, /cgi-bin/file1.py, /PATH/INFO",
        "/cgi-bin/file1.py/PATH/.., /cgi-bin/file1.py, /",
        "/cgi-bin/file1.py/PATH/../.., /cgi-bin/, none",
        "/cgi-bin/.%2e/cgi-bin/file1.py, /cgi-bin/file1.py, "
    })
    void pathIsCollapsed(String target, String name, String info) throws Exception {
        dump("cgi-bin/file1.py");
        if ("none".equals(info)) {
            assertThrows(RequestRejectedException.class, () -> get(target));
            return;
        }
        SeenRequest seen = seen(GatewayRequest.get(target));
        assertEquals(name, seen.variable("SCRIPT_NAME"));
        assertEquals(info, seen.variable("PATH_INFO"));
        assertEquals(root + name, seen.variable("SCRIPT_FILENAME"));
    }

    @ParameterizedTest
    @Covers({"cgi/python-collapse-path", "cgi/python-invalid-uri"})
    @CsvSource({
        "/.., 400",
        "/../cgi-bin/file1.py, 400",
        "/a/../../cgi-bin/file1.py, 400",
        "/%2e%2e/x, 400",
        "/cgi-bin/../../x, 400",
        "/, 403",
        "/cgi-bin, 403",
        "/cgi-bin/, 403",
        "/cgi-bin/., 403",
        "/cgi-bin/.., 403",
        "/nothere, 404",
        "/cgi-bin/nothere.sh, 404",
        "/cgi-bin/nothere.sh/x, 404",
        "/cgi-bin%2ffile1.py, 400",
        "/cgi-bin/%2e%2e%2fcgi-bin/file1.py, 400",
        "/cgi-bin%5cfile1.py, 400",
        "/%, 400",
        "/cgi-bin/file1.py%00, 400"
    })
    void pathsThatNameNoScriptAreRefused(String target, int status) throws Exception {
        dump("cgi-bin/file1.py");
        assertEquals(
                status,
                assertThrows(RequestRejectedException.class, () -> get(target)).suggestedStatus());
    }

    /** Issue 19435 there. */
    @ParameterizedTest
    @Covers("cgi/python-19435")
    @ValueSource(strings = {"///////////nocgi.py/../cgi-bin/nothere.sh", "/nocgi.py/../cgi-bin/nothere.sh"})
    void fileOutsideTheScriptsIsNotRunByADetour(String target) throws Exception {
        plain("nocgi.py", "secret");
        dump("cgi-bin/file1.py");
        assertEquals(
                404,
                assertThrows(RequestRejectedException.class, () -> get(target)).suggestedStatus());
    }

    @Test
    @Covers("cgi/python-headers")
    void pythonScriptAnswersWithHeadersAndContent() throws Exception {
        python("file1.py", "print('Content-type: text/html')", "print()", "print('Hello World')");
        Answer answer = get("/file1.py");
        assertEquals(200, answer.status());
        assertEquals("text/html", answer.header("Content-Type"));
        assertEquals("Hello World\n", answer.body());
    }

    @Test
    @Covers("cgi/python-post")
    void pythonScriptReadsAForm() throws Exception {
        python(
                "file2.py",
                "import os, sys, urllib.parse",
                "form = urllib.parse.parse_qs(sys.stdin.buffer.read(int(os.environ['CONTENT_LENGTH'])).decode())",
                "print('Content-type: text/html')",
                "print()",
                "print(form['spam'][0], form['eggs'][0], form['bacon'][0])");
        GatewayRequest request = GatewayRequest.builder("POST", "/file2.py")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(RequestBody.of(Bytes.of("spam=1&eggs=python&bacon=123456")))
                .build();
        assertEquals("1 python 123456\n", answer(request).body());
    }

    /** Issue bpo-21323 and others. */
    @Test
    @Covers("cgi/python-nested")
    void scriptMayBeDeepBelow() throws Exception {
        dump("cgi-bin/child-dir/file3.py");
        SeenRequest seen = seen(GatewayRequest.get("/cgi-bin/child-dir/file3.py/info"));
        assertEquals("/cgi-bin/child-dir/file3.py", seen.variable("SCRIPT_NAME"));
        assertEquals("/info", seen.variable("PATH_INFO"));
    }

    @ParameterizedTest
    @Covers({"cgi/rfc3875-4.1.7", "cgi/python-query"})
    @CsvSource({
        "'a=b?c=d', 'a=b?c=d'",
        "'k=aa%2F%2Fbb&//q//p//=//a//b//', 'k=aa%2F%2Fbb&//q//p//=//a//b//'",
        "'?', '?'",
        "'', ''"
    })
    void queryIsUntouched(String query, String seen) throws Exception {
        dump("file4.py");
        assertEquals(seen, seen(GatewayRequest.get("/file4.py?" + query)).variable("QUERY_STRING"));
    }

    @Test
    @Covers("cgi/python-accept")
    void acceptHeadersAreMerged() throws Exception {
        dump("file4.py");
        SeenRequest seen = seen(
                GatewayRequest.get("/file4.py").header("Accept", "text/html").header("Accept", "text/plain"));
        assertEquals("text/html, text/plain", seen.variable("HTTP_ACCEPT"));
    }

    @Test
    @Covers("cgi/python-environ")
    void environmentOfTheHostIsUnchanged() throws Exception {
        dump("file4.py");
        Map<String, String> before = Map.copyOf(System.getenv());
        SeenRequest seen = seen(GatewayRequest.get("/file4.py").header("X-Test", "1"));
        assertEquals(before, System.getenv());
        assertFalse(System.getenv().containsKey("HTTP_X_TEST"));
        assertTrue(seen.variables().keySet().stream().noneMatch(name -> name.startsWith("JAVA")));
    }
}
