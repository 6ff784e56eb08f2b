package org.gateway4j.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gateway4j.examples.responder.AppRequest;
import org.gateway4j.examples.responder.AppResponse;
import org.gateway4j.examples.responder.Application;

/** Does in Java what the demo's PHP scripts do: it answers under their names. */
final class DemoApplication implements Application {

    private static final Pattern SESSION = Pattern.compile("demo_session=([0-9a-f-]{36})");
    private static final int CLOCK_TICKS = 10;

    private final Map<String, Application> scripts = Map.of(
            "index.php", DemoApplication::index,
            "info.php", DemoApplication::info,
            "form.php", DemoApplication::form,
            "upload.php", DemoApplication::upload,
            "clock.php", DemoApplication::clock,
            "slow.php", DemoApplication::slow,
            "error.php", DemoApplication::error,
            "session.php", this::session);

    private final Map<String, Integer> visits = new ConcurrentHashMap<>();

    @Override
    public void answer(AppRequest request, AppResponse response) throws IOException {
        String file = request.variable("SCRIPT_FILENAME");
        Application script = scripts.get(file.substring(file.lastIndexOf('/') + 1));
        if (script == null) {
            response.status(404).header("Content-Type", "text/plain").write("File not found.\n");
        } else {
            script.answer(request, response);
        }
    }

    private static void index(AppRequest request, AppResponse response) {
        response.header("Location", "/").status(302);
    }

    private static void info(AppRequest request, AppResponse response) throws IOException {
        StringBuilder rows = new StringBuilder("<table>");
        new TreeMap<>(request.variables()).forEach((name, value) -> rows.append(HtmlPage.row(name, value)));
        page(response, "Variables", rows + "</table>");
    }

    private static void form(AppRequest request, AppResponse response) throws IOException {
        String sent = new String(request.body().readNBytes(64 * 1024), UTF_8);
        page(response, "Form", """
                <form method="post"><label>Your name <input name="name" autofocus></label> <button>Send</button></form>
                """ + (sent.isEmpty() ? "" : "<p>Received: <code>" + HtmlPage.escape(sent) + "</code>"));
    }

    private static void upload(AppRequest request, AppResponse response) throws IOException {
        String received = "";
        if (request.variable("REQUEST_METHOD").equals("POST")) {
            received = "<p>Received a body of " + Digest.of(request.body());
        }
        page(response, "Upload", """
                <form method="post" enctype="multipart/form-data">
                <input type="file" name="files[]" multiple> <button>Upload</button></form>
                """ + received);
    }

    private static void clock(AppRequest request, AppResponse response) throws IOException {
        response.header("Content-Type", "text/event-stream").header("Cache-Control", "no-store");
        for (int i = 0; i < CLOCK_TICKS; i++) {
            response.write("data: " + LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "\n\n");
            response.flush();
            pause();
        }
    }

    private static void slow(AppRequest request, AppResponse response) throws IOException {
        pause();
        pause();
        response.header("Content-Type", "text/plain").write("That took two seconds.\n");
    }

    private static void error(AppRequest request, AppResponse response) throws IOException {
        response.error("the demo's error script ran");
        response.status(500);
        page(response, "Error", "<p>A response with status 500 and a body of its own passes unchanged.");
    }

    private void session(AppRequest request, AppResponse response) throws IOException {
        Matcher cookie = SESSION.matcher(request.variable("HTTP_COOKIE"));
        String id = cookie.find() ? cookie.group(1) : UUID.randomUUID().toString();
        response.header("Set-Cookie", "demo_session=" + id + "; HttpOnly; SameSite=Lax");
        page(response, "Session", "<p>Visits in this session: " + visits.merge(id, 1, Integer::sum));
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void page(AppResponse response, String title, String body) throws IOException {
        response.header("Content-Type", HtmlPage.TYPE);
        response.write(HtmlPage.begin(title));
        response.write(body);
    }
}
