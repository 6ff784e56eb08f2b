package org.gateway4j.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
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
        new TreeMap<>(request.variables())
                .forEach((name, value) -> rows.append("<tr><th>")
                        .append(escape(name))
                        .append("<td>")
                        .append(escape(value))
                        .append('\n'));
        page(response, "Variables", rows + "</table>");
    }

    private static void form(AppRequest request, AppResponse response) throws IOException {
        String sent = new String(request.body().readNBytes(64 * 1024), UTF_8);
        page(response, "Form", """
                <form method="post"><label>Your name <input name="name" autofocus></label> <button>Send</button></form>
                """ + (sent.isEmpty() ? "" : "<p>Received: <code>" + escape(sent) + "</code>"));
    }

    private static void upload(AppRequest request, AppResponse response) throws IOException {
        String received = "";
        if (request.variable("REQUEST_METHOD").equals("POST")) {
            MessageDigest sha256 = sha256();
            long bytes = request.body().transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
            received = "<p>Received a body of %d bytes, SHA-256 <code>%s</code>"
                    .formatted(bytes, HexFormat.of().formatHex(sha256.digest()));
        }
        page(response, "Upload", """
                <form method="post" enctype="multipart/form-data">
                <input type="file" name="files[]" multiple> <button>Upload</button></form>
                """ + received);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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
        response.header("Content-Type", "text/html; charset=utf-8");
        response.write("""
                <!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>%1$s</title>
                <link rel="stylesheet" href="/php/style.css"><p><a href="/">Gateway4j demo</a><h1>%1$s</h1>
                """.formatted(title));
        response.write(body);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
