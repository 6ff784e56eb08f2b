package org.gateway4j.examples;

import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;
import static java.net.http.HttpRequest.BodyPublishers.ofInputStream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.gateway4j.Endpoint;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the host does with every FastCGI application: its scripts lie in the file system, with other files beside them. */
public abstract class FastCgiHostContract extends HostContract {

    protected abstract Endpoint endpoint();

    @Override
    protected final String application() {
        return "fastcgi:" + endpoint() + ",root=" + root();
    }

    @Test
    void passesTheRequestAsItCame() throws Exception {
        Properties seen = properties(host.send(host.request("/app/echo.php/more%20path?q=%20a&b")
                .header("X-Test", "one")
                .header("X-Test", "two")
                .header("Proxy", "evil")));

        assertEquals("GET", seen.getProperty("REQUEST_METHOD"));
        assertEquals("/app/echo.php/more%20path?q=%20a&b", seen.getProperty("REQUEST_URI"));
        assertEquals("/app/echo.php", seen.getProperty("SCRIPT_NAME"));
        assertEquals("/more path", seen.getProperty("PATH_INFO"));
        assertEquals("q=%20a&b", seen.getProperty("QUERY_STRING"));
        assertEquals("HTTP/1.1", seen.getProperty("SERVER_PROTOCOL"));
        assertEquals("127.0.0.1", seen.getProperty("REMOTE_ADDR"));
        assertEquals(Integer.toString(host.address().getPort()), seen.getProperty("SERVER_PORT"));
        assertEquals("one, two", seen.getProperty("HTTP_X_TEST"));
        assertEquals("", seen.getProperty("HTTP_PROXY"));
        assertEquals("0", seen.getProperty("BODY_LENGTH"));
    }

    @Test
    void tellsTheLengthOfAChunkedUpload() throws Exception {
        HttpResponse<String> response = host.send(
                host.request("/app/echo.php").POST(ofInputStream(() -> new ByteArrayInputStream(random(3 * MIB)))));

        assertEquals(Integer.toString(3 * MIB), properties(response).getProperty("CONTENT_LENGTH"));
        assertEquals(Integer.toString(3 * MIB), properties(response).getProperty("BODY_LENGTH"));
    }

    @Test
    void servesFilesBesideTheScripts() throws Exception {
        HttpResponse<String> response = host.get("/app/logo.svg");

        assertEquals(200, response.statusCode());
        assertEquals(Optional.of("image/svg+xml"), response.headers().firstValue("Content-Type"));
        assertEquals("<svg/>", response.body().strip());
    }

    @Test
    void redirectsToTheMountsOwnFolder() throws Exception {
        assertEquals(Optional.of("/app/?x"), host.get("/app?x").headers().firstValue("Location"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/none.php", "/app/none.txt", "/app/logo.svg/echo.php", "/other"})
    void answers404WhereThereIsNothing(String target) throws Exception {
        HttpResponse<String> response = host.get(target);

        assertEquals(404, response.statusCode());
        assertEquals(
                Optional.of("text/plain; charset=utf-8"), response.headers().firstValue("Content-Type"));
        assertFalse(response.body().contains("\tat "), response.body());
    }

    @Test
    void aRefusedUploadStillGetsItsAnswer() throws Exception {
        assertEquals(
                404,
                host.send(host.request("/app/none.php").POST(ofByteArray(random(4 * MIB))))
                        .statusCode());
    }

    @Test
    void answers403ToAScriptOutsideTheRoot() throws Exception {
        Path outside = Files.createTempFile("outside", ".php");
        Path link = Files.createSymbolicLink(root().resolve("link.php"), outside);
        try {
            assertEquals(403, host.get("/app/link.php").statusCode());
        } finally {
            Files.delete(link);
            Files.delete(outside);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/../../x", "/app/%00", "/app/./a%5Cb"})
    void answers400ToAPathThatMeansNothing(String target) throws Exception {
        try (RawClient client = new RawClient(host.address())) {
            client.sendHead("GET " + target + " HTTP/1.1", "Host: x");

            assertEquals("HTTP/1.1 400 Bad Request", client.readHead().get(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/a%0d%0ab", "/app/a%0d%0ab.php", "/app/a%3Fb.php", "/app/a%3Fb.php/echo.php"})
    void answers404ToANameThatNoScriptHas(String target) throws Exception {
        assertEquals(404, host.get(target).statusCode());
    }

    @Test
    void addsTheMountsVariables() throws Exception {
        startHost("env.X_TEST_VARIABLE=set by the mount");

        assertEquals("set by the mount", properties(host.get("/app/echo.php")).getProperty("X_TEST_VARIABLE"));
    }
}
