package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;
import org.gateway4j.Spooling;
import org.gateway4j.testkit.backends.RealBackends;
import org.junit.jupiter.api.Test;

/** A real git pushes in chunks, more than any spool holds by default, to git's own CGI program. */
class GitPushIT extends CgiFixture {

    private static final Path BACKEND = Path.of("/usr/lib/git-core/git-http-backend");
    private static final int MEGABYTES = 140;

    @Test
    void pushOfUnknownLengthStreams() throws Exception {
        RealBackends.installed(BACKEND);
        Path served = directory.resolve("projects/all.git");
        git("init", "-q", "--bare", "--initial-branch=main", served.toString());
        git("-C", served.toString(), "config", "http.receivepack", "true");
        Path work = directory.resolve("work");
        commitRandomFile(work);
        Spooling streaming = Spooling.defaults().withDirectory(spool).withMode(Spooling.Mode.STREAM_ALL);
        try (Gateway gateway = gateway(CgiScriptMapper.executable(BACKEND))
                .environment("GIT_PROJECT_ROOT", directory.resolve("projects").toString())
                .environment("GIT_HTTP_EXPORT_ALL", "1")
                .spooling(streaming)
                .build()) {
            push(gateway, work);
        }
        assertEquals(revision(work), revision(served));
    }

    private void commitRandomFile(Path work) throws Exception {
        git("init", "-q", "--initial-branch=main", work.toString());
        Random random = new Random(11);
        byte[] megabyte = new byte[1 << 20];
        try (OutputStream file = Files.newOutputStream(work.resolve("large"))) {
            for (int i = 0; i < MEGABYTES; i++) {
                random.nextBytes(megabyte);
                file.write(megabyte);
            }
        }
        git("-C", work.toString(), "add", "large");
        git("-C", work.toString(), "-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "-qm", "large");
    }

    private void push(Gateway gateway, Path work) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(gateway, exchange));
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/all.git";
            git("-C", work.toString(), "-c", "http.postBuffer=65536", "push", "-q", url, "main");
        } finally {
            server.stop(0);
            threads.shutdown();
        }
    }

    private static void serve(Gateway gateway, HttpExchange exchange) throws IOException {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        boolean chunked = exchange.getRequestHeaders().containsKey("Transfer-Encoding");
        Headers.Builder headers = Headers.builder();
        exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
        GatewayRequest request = GatewayRequest.builder(
                        exchange.getRequestMethod(), exchange.getRequestURI().toString())
                .headers(headers.build())
                .body(RequestBody.of(
                        exchange.getRequestBody(), chunked ? -1 : length == null ? 0 : Long.parseLong(length)))
                .build();
        try (exchange;
                GatewayResponse response = gateway.dispatch(request)) {
            response.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.sendResponseHeaders(response.status(), 0);
            response.body().transferTo(exchange.getResponseBody());
        }
    }

    private String revision(Path repository) throws Exception {
        return git("-C", repository.toString(), "rev-parse", "main");
    }

    private String git(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(RealBackends.program("git").toString(), "-c", "core.compression=0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> command + ": " + output);
        return output;
    }
}
