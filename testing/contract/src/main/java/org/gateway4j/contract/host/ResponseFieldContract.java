package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The status and the fields of answers. */
interface ResponseFieldContract extends HostFixture {

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 206, 300, 400, 401, 403, 404, 418, 429, 500, 503, 599})
    default void passesEveryStatus(int status) throws Exception {
        application().answer(status, "text", "X-Test", "yes");

        HttpAnswer answer = get();

        assertEquals(status, answer.status());
        assertEquals("text", answer.text());
        assertEquals("yes", answer.head().only("X-Test"));
    }

    @Test
    default void keepsFieldsAsTheyAre() throws Exception {
        application()
                .answer(
                        200,
                        "",
                        "Set-Cookie",
                        "a=1; Path=/",
                        "X-Empty",
                        "",
                        "X-Test",
                        "caf\u00e9 \u00ff  \"a, b\"",
                        "Set-Cookie",
                        "b=2");

        AnswerHead head = get().head();

        assertEquals(List.of("a=1; Path=/", "b=2"), head.all("Set-Cookie"));
        assertEquals("", head.only("X-Empty"));
        assertEquals("caf\u00e9 \u00ff  \"a, b\"", head.only("X-Test"));
    }

    @Test
    default void keepsTheOrderOfFields() throws Exception {
        application().answer(200, "", "X-C", "1", "X-A", "2", "X-B", "3", "X-A", "4");

        List<String> own = get().head().lines().stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("x-"))
                .toList();

        assertEquals(List.of("x-c: 1", "x-a: 2", "x-b: 3", "x-a: 4"), own);
    }

    @Test
    default void hasEachFieldOfTheServerOnce() throws Exception {
        application()
                .answer(
                        200,
                        "text",
                        "Date",
                        "Sun, 06 Nov 1994 08:49:37 GMT",
                        "Server",
                        "test",
                        "Content-Type",
                        "text/plain; charset=x-test",
                        "Content-Length",
                        "4");

        AnswerHead head = get().head();

        assertEquals(1, head.all("Date").size(), head::toString);
        assertEquals(1, head.all("Server").size(), head::toString);
        assertEquals("text/plain; charset=x-test", head.only("Content-Type"));
        assertEquals("4", head.only("Content-Length"));
    }

    @Test
    default void inventsNoContentType() throws Exception {
        application().answer(200, "<script>", "X-Content-Type-Options", "nosniff");

        assertFalse(get().head().has("Content-Type"));
    }

    @Test
    default void dropsWhatBelongsToTheConnectionOfTheApplication() throws Exception {
        application()
                .answer(
                        200,
                        "text",
                        "Connection",
                        "close",
                        "Keep-Alive",
                        "timeout=5",
                        "Transfer-Encoding",
                        "chunked",
                        "Upgrade",
                        "h2c",
                        "Proxy-Authenticate",
                        "Basic",
                        "Trailer",
                        "X-Sum",
                        "X-Kept",
                        "yes");
        HostClient client = connect();

        HttpAnswer answer = client.exchange("GET /app/x HTTP/1.1", "Host: h.example");

        assertEquals("text", answer.text());
        assertEquals("yes", answer.head().only("X-Kept"));
        for (String name : List.of("Upgrade", "Trailer")) {
            assertFalse(answer.head().has(name), answer::toString);
        }
        assertFalse(answer.head().closes());
        assertEquals(
                200, client.exchange("GET /other/x HTTP/1.1", "Host: h.example").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Accel-Expires: 1", "X-Accel-Buffering: no", "Status: 200 OK"})
    default void hidesWhatIsForTheServer(String field) throws Exception {
        application().print(field + "\r\nX-Kept: yes\r\n\r\ntext");

        AnswerHead head = get().head();

        assertEquals("yes", head.only("X-Kept"));
        assertFalse(head.has(field.substring(0, field.indexOf(':'))), head::toString);
    }

    @Test
    default void passesALargeHead() throws Exception {
        String[] fields = new String[40];
        for (int i = 0; i < fields.length; i += 2) {
            fields[i] = "X-Field-" + i;
            fields[i + 1] = "v".repeat(1_000);
        }
        application().answer(200, "text", fields);

        HttpAnswer answer = get();

        assertEquals("v".repeat(1_000), answer.head().only("X-Field-38"));
        assertEquals("text", answer.text());
    }

    @Test
    default void passesARedirectWithABody() throws Exception {
        application().answer(302, "go there", "Location", "http://h.example/there?a=%20", "Content-Length", "8");

        HttpAnswer answer = get();

        assertEquals(302, answer.status());
        assertEquals("http://h.example/there?a=%20", answer.head().only("Location"));
        assertEquals("go there", answer.text());
    }

    @Test
    default void passesARedirectWithoutABody() throws Exception {
        application().answer(301, "", "Location", "https://elsewhere.example/");
        HostClient client = connect();

        HttpAnswer answer = client.exchange("GET /app/x HTTP/1.1", "Host: h.example");

        assertEquals(301, answer.status());
        assertEquals("https://elsewhere.example/", answer.head().only("Location"));
        assertEquals("", answer.text());
        assertEquals(
                200, client.exchange("GET /other/x HTTP/1.1", "Host: h.example").status());
    }
}
