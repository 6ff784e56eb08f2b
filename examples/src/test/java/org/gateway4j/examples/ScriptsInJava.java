package org.gateway4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gateway4j.examples.responder.AppRequest;
import org.gateway4j.examples.responder.AppResponse;
import org.gateway4j.examples.responder.Application;
import org.gateway4j.testkit.Await;

/** The scripts of the test resources, in Java. */
final class ScriptsInJava implements Application {

    private static final List<String> ECHOED = List.of(
            "REQUEST_METHOD",
            "REQUEST_URI",
            "SCRIPT_NAME",
            "PATH_INFO",
            "QUERY_STRING",
            "SERVER_PROTOCOL",
            "SERVER_PORT",
            "REMOTE_ADDR",
            "CONTENT_LENGTH",
            "HTTP_X_TEST",
            "HTTP_PROXY",
            "HTTP_EXPECT",
            "X_TEST_VARIABLE");

    private static final Map<String, Application> SCRIPTS = Map.ofEntries(
            Map.entry("broken.php", ScriptsInJava::broken),
            Map.entry("echo.php", ScriptsInJava::echo),
            Map.entry("error.php", ScriptsInJava::error),
            Map.entry("events.php", ScriptsInJava::events),
            Map.entry("head.php", ScriptsInJava::head),
            Map.entry("headers.php", ScriptsInJava::headers),
            Map.entry("large.php", ScriptsInJava::large),
            Map.entry("length.php", ScriptsInJava::length),
            Map.entry("mirror.php", ScriptsInJava::mirror),
            Map.entry("status.php", ScriptsInJava::status),
            Map.entry("wait.php", (request, response) -> awaitFile(request, 0)));

    @Override
    public void answer(AppRequest request, AppResponse response) throws IOException {
        String name = Path.of(request.variable("SCRIPT_FILENAME")).getFileName().toString();
        SCRIPTS.get(name).answer(request, response);
    }

    private static void echo(AppRequest request, AppResponse response) throws IOException {
        response.header("Content-Type", "text/plain");
        for (String name : ECHOED) {
            response.write(name + "=" + request.variable(name) + "\n");
        }
        byte[] body = request.body().readAllBytes();
        response.write("BODY_LENGTH=" + body.length + "\n");
        response.write("BODY=" + (body.length < 100 ? new String(body, UTF_8) : "") + "\n");
    }

    private static void mirror(AppRequest request, AppResponse response) throws IOException {
        response.header("Content-Type", "application/octet-stream");
        request.body().transferTo(response.body());
    }

    private static void large(AppRequest request, AppResponse response) throws IOException {
        response.header("Content-Type", "application/octet-stream");
        int mib = Integer.parseInt(request.variable("QUERY_STRING").substring("mib=".length()));
        for (int i = 0; i < mib * 64; i++) {
            response.write("0123456789abcdef".repeat(1024));
        }
    }

    private static void events(AppRequest request, AppResponse response) throws IOException {
        response.header("Content-Type", "text/event-stream").write(": start\n");
        response.flush();
        for (int i = 0; i < 3; i++) {
            awaitFile(request, i);
            response.write("data: " + i + "\n");
            response.flush();
        }
    }

    private static void awaitFile(AppRequest request, int number) throws IOException {
        Path file = Path.of(request.variable("DOCUMENT_ROOT"), request.variable("QUERY_STRING") + "." + number);
        try {
            Await.until("file " + number, () -> Files.exists(file));
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static void head(AppRequest request, AppResponse response) throws IOException {
        response.header("Content-Type", "text/plain").flush();
        awaitFile(request, 0);
        response.write("body");
    }

    private static void error(AppRequest request, AppResponse response) throws IOException {
        response.status(500).header("Content-Type", "text/plain").write("it went wrong\n");
    }

    private static void broken(AppRequest request, AppResponse response) throws IOException {
        response.header("Content-Type", "text/plain");
        if (request.variable("QUERY_STRING").equals("length")) {
            response.header("Content-Length", "1000");
        }
        response.write("the beginning");
        response.flush();
        throw new IOException("broken on purpose");
    }

    private static void length(AppRequest request, AppResponse response) throws IOException {
        response.header("Content-Type", "text/plain")
                .header("Content-Length", "12")
                .write("twelve bytes");
    }

    private static void status(AppRequest request, AppResponse response) {
        response.status(Integer.parseInt(request.variable("QUERY_STRING"))).header("ETag", "\"x\"");
    }

    private static void headers(AppRequest request, AppResponse response) throws IOException {
        response.header("Connection", "close")
                .header("Keep-Alive", "timeout=1")
                .header("Transfer-Encoding", "chunked")
                .header("Date", "Thu, 01 Jan 1970 00:00:00 GMT")
                .header("X-Accel-Redirect", "/secret")
                .header("Set-Cookie", "a=1")
                .header("Set-Cookie", "b=2")
                .write("headers");
    }
}
