package org.gateway4j.examples;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.examples.responder.AppRequest;
import org.gateway4j.examples.responder.AppResponse;
import org.gateway4j.examples.responder.Responder;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the host does when an application hands the answer on to it: the answer's head is the request's query. */
class HandoffIT {

    @TempDir
    Path folder;

    private Responder responder;
    private LocalHost host;

    @BeforeEach
    void start() throws Exception {
        Path root = Files.createDirectory(folder.resolve("www"));
        Files.createFile(root.resolve("app.php"));
        Files.writeString(root.resolve("page.html"), "<p>page");
        responder = Responder.start(HandoffIT::answer);
        String application = "=fastcgi:127.0.0.1:" + responder.address().getPort() + ",max=1,root=" + root;
        host = LocalHost.start(
                Applications.of(CommandLine.parse("--mount", "/a" + application, "--mount", "/b" + application)));
    }

    @AfterEach
    void stop() {
        host.close();
        responder.close();
    }

    /** {@code to=/x} is a local redirect to it, anything else an answer that says what was asked. */
    private static void answer(AppRequest request, AppResponse response) throws IOException {
        String query = request.variable("QUERY_STRING");
        if (query.startsWith("to=")) {
            response.header("Location", query.substring("to=".length()));
        } else {
            response.header("Content-Type", "text/plain")
                    .write(String.join(
                            " ",
                            request.variable("REQUEST_METHOD"),
                            request.variable("SCRIPT_NAME"),
                            query,
                            request.variable("HTTP_X_TEST"),
                            request.variable("CONTENT_LENGTH")));
        }
    }

    @Test
    void aLocalRedirectGoesToTheMountOfItsPath() throws Exception {
        HttpResponse<String> response = host.send(host.request("/a/app.php?to=/b/app.php?x=1")
                .header("X-Test", "kept")
                .POST(ofString("not kept")));

        assertEquals(200, response.statusCode());
        assertEquals("GET /b/app.php x=1 kept ", response.body());
    }

    @Test
    void aLocalRedirectBackToItsOnlyConnectionFindsItFree() throws Exception {
        assertEquals(
                "GET /a/app.php again  ",
                host.get("/a/app.php?to=/a/app.php?again").body());
    }

    @Test
    void aLocalRedirectLeadsToAFile() throws Exception {
        HttpResponse<String> response = host.get("/a/app.php?to=/b/page.html");

        assertEquals(Optional.of("text/html"), response.headers().firstValue("Content-Type"));
        assertEquals("<p>page", response.body());
    }

    @Test
    void aLocalRedirectOfHeadHasNoBody() throws Exception {
        try (RawClient client = new RawClient(host.address())) {
            client.sendHead("HEAD /a/app.php?to=/b/app.php HTTP/1.1", "Host: x", "Connection: close");

            assertEquals("HTTP/1.1 200 OK", client.readHead().get(0));
            assertEquals("", client.read(100));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/a/none.php"})
    void aLocalRedirectMeetsTheRulesOfAnyRequest(String target) throws Exception {
        int direct = host.get(target).statusCode();

        assertTrue(direct >= 400, () -> target + ": " + direct);
        assertEquals(direct, host.get("/a/app.php?to=" + target).statusCode());
    }

    /** The application has chosen the path. */
    @Test
    void aLocalRedirectThatCanBeReadInTwoWaysIsTheApplicationsFault() throws Exception {
        assertEquals(400, host.get("/a/..;/b/app.php").statusCode());
        assertEquals(502, host.get("/a/app.php?to=/a/..;/b/app.php").statusCode());
    }

    @Test
    void localRedirectsEndAfterAWhile() throws Exception {
        Path root = folder.resolve("www");
        try (Responder circle = Responder.start(
                        (request, response) -> response.header("Location", request.variable("REQUEST_URI")));
                LocalHost circular = LocalHost.start(Applications.of(CommandLine.parse(
                        "--mount", "/=fastcgi:127.0.0.1:" + circle.address().getPort() + ",root=" + root)))) {

            HttpResponse<String> response = circular.get("/app.php");

            assertEquals(502, response.statusCode());
            assertFalse(response.body().contains("redirect"), response.body());
        }
    }

    @Test
    void whatTheClientShallFollowIsLeftToIt() throws Exception {
        HttpResponse<String> response =
                host.send(host.request("/a/app.php?to=http://example.org/").method("GET", noBody()));

        assertEquals(302, response.statusCode());
        assertEquals(List.of("http://example.org/"), response.headers().allValues("Location"));
    }
}
