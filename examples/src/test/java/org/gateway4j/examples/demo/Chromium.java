package org.gateway4j.examples.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gateway4j.testkit.Await;

/** A browser without a window that shows one page, driven by the DevTools protocol. */
final class Chromium implements AutoCloseable {

    private static final Pattern PAGE =
            Pattern.compile("\"type\": \"page\".*?\"webSocketDebuggerUrl\": \"(ws:[^\"]+)\"", Pattern.DOTALL);

    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final WebSocket page;
    private final BlockingQueue<String> messages;
    private int lastId;

    private Chromium(Process process, WebSocket page, BlockingQueue<String> messages) {
        this.process = process;
        this.page = page;
        this.messages = messages;
    }

    /**
     * Opens a page.
     *
     * @param program the browser
     * @param profile an empty directory
     */
    static Chromium open(Path program, Path profile, URI uri) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        uri.toString()))
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output.log").toFile())
                .start();
        try {
            BlockingQueue<String> messages = new LinkedBlockingQueue<>();
            WebSocket page = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(pageSocket(process, profile), new Messages(messages))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Chromium(process, page, messages);
        } catch (Exception | Error e) {
            end(process);
            throw e;
        }
    }

    /** The browser writes its port into its profile when it listens. */
    private static URI pageSocket(Process process, Path profile) throws Exception {
        Path ports = profile.resolve("DevToolsActivePort");
        Await.until(
                "a browser that listens, or ends",
                () -> !process.isAlive()
                        || Files.exists(ports) && Files.readAllLines(ports).size() > 1);
        if (!process.isAlive()) {
            throw new IOException("the browser has ended: " + Files.readString(profile.resolve("output.log")));
        }
        String port = Files.readAllLines(ports).get(0);
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        Matcher page = PAGE.matcher(
                HttpClient.newHttpClient().send(list, BodyHandlers.ofString()).body());
        if (!page.find()) {
            throw new IOException("the browser shows no page");
        }
        return URI.create(page.group(1));
    }

    /** Whether an expression of JavaScript is true in the page. It is not if it throws: the page may still be loading. */
    boolean isTrue(String expression) throws IOException, InterruptedException {
        return call("Runtime.evaluate", "{\"expression\":" + quoted(expression) + "}")
                .contains("\"type\":\"boolean\",\"value\":true");
    }

    /** A picture of the page in PNG, as text in Base64. */
    String screenshot() throws IOException, InterruptedException {
        Matcher data = Pattern.compile("\"data\":\"([^\"]+)\"").matcher(call("Page.captureScreenshot", "{}"));
        if (!data.find()) {
            throw new IOException("no picture");
        }
        return data.group(1);
    }

    private String call(String method, String parameters) throws IOException, InterruptedException {
        lastId++;
        page.sendText("{\"id\":" + lastId + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true)
                .join();
        while (true) {
            String message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new IOException("the browser does not answer " + method);
            }
            if (message.startsWith("{\"id\":" + lastId + ",")) {
                return message;
            }
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public void close() {
        page.abort();
        end(process);
    }

    private static void end(Process process) {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        Await.until(
                "the browser's end", () -> !process.isAlive() && all.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Joins the pieces of each message. */
    private static final class Messages implements WebSocket.Listener {

        private final BlockingQueue<String> whole;
        private final StringBuilder pieces = new StringBuilder();

        Messages(BlockingQueue<String> whole) {
            this.whole = whole;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence piece, boolean last) {
            pieces.append(piece);
            if (last) {
                whole.add(pieces.toString());
                pieces.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
