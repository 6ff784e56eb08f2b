package org.gateway4j.ajp.containers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The application in the containers: its path says what it does. */
final class Application {

    private Application() {}

    static void serve(Served request) throws IOException {
        switch (request.path()) {
            case "/echo" -> request.input().transferTo(request.output());
            case "/size" -> write(request, "" + request.input().transferTo(OutputStream.nullOutputStream()));
            case "/available" -> {
                InputStream input = request.input();
                // Undertow has -1 available at the end.
                write(request, Math.max(0, input.available()) + " " + input.read());
            }
            case "/ignore" -> write(request, "ignored");
            case "/first" -> write(request, "" + request.input().read());
            case "/form" -> write(request, request.parameter("a") + " " + request.parameter("b"));
            case "/large" -> large(request, Integer.parseInt(request.query()));
            case "/flushes" -> flushes(request, Integer.parseInt(request.query()));
            case "/status" -> {
                request.status(Integer.parseInt(request.query()));
                request.header("X-Test", "yes");
                write(request, "body");
            }
            case "/bad-header" -> {
                request.header("X-Bad", "\u4e2d\u6587");
                request.header("X-Good", "good");
            }
            case "/headers" -> {
                for (int i = 0; i < Integer.parseInt(request.query()); i++) {
                    request.header("X-" + i, "v".repeat(100));
                }
            }
            case "/nothing" -> {}
            default -> snoop(request);
        }
    }

    private static void write(Served request, String text) throws IOException {
        request.output().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void snoop(Served request) throws IOException {
        Map<String, String> facts = new TreeMap<>(request.facts());
        facts.put("method", request.method());
        facts.put("uri", request.path());
        facts.put("query", request.query());
        StringBuilder text = new StringBuilder();
        facts.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        write(request, text.toString());
    }

    private static void large(Served request, int size) throws IOException {
        byte[] piece = new byte[16 * 1024];
        for (int left = size; left > 0; left -= piece.length) {
            request.output().write(piece, 0, Math.min(left, piece.length));
        }
    }

    /** One piece and a flush for each byte of the request, so that nothing goes on unless the one before has arrived. */
    private static void flushes(Served request, int count) throws IOException {
        InputStream input = request.input();
        OutputStream output = request.output();
        for (int i = 0; i < count && input.read() >= 0; i++) {
            output.write(("piece " + i + "\n").getBytes(StandardCharsets.UTF_8));
            output.flush();
        }
    }
}
