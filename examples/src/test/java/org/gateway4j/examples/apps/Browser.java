package org.gateway4j.examples.apps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gateway4j.examples.LocalHost;

/** A browser of the host: it follows redirects, keeps cookies and sends forms. */
final class Browser {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BOUNDARY = "----form-of-a-test";

    private final LocalHost host;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .cookieHandler(new CookieManager())
            .build();

    Browser(LocalHost host) {
        this.host = host;
    }

    /** What is shown. */
    record Page(HttpResponse<byte[]> response) {

        int status() {
            return response.statusCode();
        }

        /** Its own path, decoded, which redirects may have led to. */
        String path() {
            return response.uri().getPath();
        }

        String type() {
            return response.headers().firstValue("Content-Type").orElse("");
        }

        byte[] body() {
            return response.body();
        }

        String text() {
            return new String(body(), UTF_8);
        }

        /** A part of the text, such as the value of a form's field. */
        String find(String regex) {
            Matcher found = Pattern.compile(regex).matcher(text());
            assertTrue(found.find(), () -> path() + " has no " + regex + ": " + text());
            return found.group(1).replace("&amp;", "&");
        }

        /** What a form sends back as it came. */
        String hidden(String name) {
            String input = find("(<input[^>]*name=[\"']" + name + "[\"'][^>]*>)");
            Matcher value = Pattern.compile("value=[\"']([^\"']*)[\"']").matcher(input);
            assertTrue(value.find(), input);
            return value.group(1);
        }
    }

    Page get(String target) throws IOException, InterruptedException {
        return send(request(target));
    }

    /** Sends a form's fields. */
    Page submit(String target, Map<String, String> fields) throws IOException, InterruptedException {
        String form = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(joining("&"));
        return send(request(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /** Sends a form's fields, and a file. */
    Page upload(String target, Map<String, String> fields, String name, String fileName, byte[] file)
            throws IOException, InterruptedException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        fields.forEach((key, value) -> form.writeBytes(part("name=\"" + key + "\"", value.getBytes(UTF_8))));
        form.writeBytes(part("name=\"" + name + "\"; filename=\"" + fileName + "\"", file));
        form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return send(request(target)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(form.toByteArray())));
    }

    private static byte[] part(String disposition, byte[] content) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n").getBytes(UTF_8));
        part.writeBytes(content);
        part.writeBytes("\r\n".getBytes(UTF_8));
        return part.toByteArray();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + host.address().getPort() + target))
                .timeout(PATIENCE);
    }

    Page send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Page(client.send(request.build(), BodyHandlers.ofByteArray()));
    }
}
