package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets: the application sees what the client sent, and no spelling leads out of a mount. */
interface TargetContract extends HostFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/",
                "/app/a%20b",
                "/app/a%3Fb",
                "/app/a%2Fb",
                "/app/%C3%A4",
                "/app/%e4",
                "/app/100%25",
                "/app//x",
                "/app/x;v=1/y",
                "/app/a+b:c@d!$&'()*,=~-._",
                "/app/x?",
                "/app/x?a=1&b=%26&b",
                "/app/x?a=/../b?c=d",
                "/app/x?a[]=1|2&c={d}",
                "/app/x?\"<>^`\\",
                "/app/{x}|^`\"<>",
                "/app/caf\u00e9",
                "/app/x?caf\u00e9\u00ff"
            })
    default void passesTheTarget(String target) throws Exception {
        SeenRequest seen = seen("GET " + target + " HTTP/1.1", "Host: h.example");

        assertEquals(target, seen.variable("REQUEST_URI"));
        assertEquals("/app", seen.variable("SCRIPT_NAME"));
        int question = target.indexOf('?');
        assertEquals(question < 0 ? "" : target.substring(question + 1), seen.variable("QUERY_STRING"));
    }

    @ParameterizedTest
    @CsvSource({"/app/a%20b,/a b", "/app/a%3Fb/c,/a?b/c", "/app/%25,/%", "/app/%E4,/\u00e4", "/app/%2B+,/++"})
    default void decodesThePathInfoOnce(String target, String info) throws Exception {
        assertEquals(
                info, seen("GET " + target + " HTTP/1.1", "Host: h.example").variable("PATH_INFO"));
    }

    @Test
    default void takesTheAuthorityOfAnAbsoluteTarget() throws Exception {
        SeenRequest seen = seen("GET http://shop.example:81/app/x?y HTTP/1.1", "Host: h.example");

        assertEquals("shop.example", seen.variable("SERVER_NAME"));
        assertEquals("81", seen.variable("SERVER_PORT"));
        assertEquals("shop.example:81", seen.field("Host"));
        assertEquals("/app", seen.variable("SCRIPT_NAME"));
        assertEquals("/x", seen.variable("PATH_INFO"));
        assertEquals("y", seen.variable("QUERY_STRING"));
    }

    @Test
    default void takesTheNameOfTheHostField() throws Exception {
        SeenRequest seen = seen("GET /app/x HTTP/1.1", "Host: shop.example:8080");

        assertEquals("shop.example", seen.variable("SERVER_NAME"));
        assertEquals("shop.example:8080", seen.field("Host"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/../other/x",
                "/app/%2e%2e/other/x",
                "/app/.%2E/other/x",
                "/app/..;/other/x",
                "/app/..;v=1/other/x",
                "/app/%2e%2e;/other/x",
                "/app/x/../../other/x",
                "/app/./../other/x",
                "/app//../../other/x",
                "/app/..%2Fother/x",
                "/app/..%5Cother/x",
                "/app/../../x",
                "/app/..",
                "/x/../app/../other/x"
            })
    default void noPathLeavesItsMount(String target) throws Exception {
        HttpAnswer answer = connect().exchange("GET " + target + " HTTP/1.1", "Host: h.example");

        assertTrue(answer.status() == 400 || answer.status() == 404, answer::toString);
        assertEquals(0, application().requests(), "requests to the application");
        assertEquals(0, neighbour().requests(), "requests to the other application");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/apples", "/appx/y", "/ap", "/APP/x", "/unmounted?/app/x"})
    default void answers404WhereNothingIsMounted(String target) throws Exception {
        HttpAnswer answer = connect().exchange("GET " + target + " HTTP/1.1", "Host: h.example");

        assertEquals(404, answer.status());
        assertEquals(0, application().requests());
    }
}
