package org.gateway4j.examples.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;

/**
 * The answer to one request: headers, then one call that sends it. An exception from that call must reach the server,
 * which then closes the connection, so that the client sees that the answer is not whole.
 */
public final class Reply {

    /** What the JDK's server calls a chunked body in {@link HttpExchange#sendResponseHeaders}. */
    private static final int CHUNKED = 0;

    private static final int NO_BODY = -1;
    private static final int PIECE = 32 * 1024;

    private final HttpExchange exchange;
    private final Mount host;

    /** The answer of an exchange by a host, which is all of its mounts. */
    Reply(HttpExchange exchange, Mount host) {
        this.exchange = exchange;
        this.host = host;
    }

    /** Whether it is too late to answer something else. */
    boolean isStarted() {
        return exchange.getResponseCode() >= 0;
    }

    /** Adds a header field. */
    public Reply header(String name, String value) {
        exchange.getResponseHeaders().add(name, value);
        return this;
    }

    /** Adds a header field unless there is one of the name. */
    public Reply headerIfAbsent(String name, String value) {
        return exchange.getResponseHeaders().containsKey(name) ? this : header(name, value);
    }

    /** Sends what the host answers to another request, as if the client had sent that. */
    public void sendAnswerTo(GatewayRequest request) throws IOException {
        host.answer(request, this);
    }

    /** Sends an application's answer, each piece of it as it arrives. */
    public void send(GatewayResponse response) throws IOException {
        response.headers().forEach(this::header);
        long length = response.contentLength();
        // A client's HEAD can have become the GET of a local redirect.
        if (length == 0 || isHead() || !response.hasBody()) {
            sendHead(response.status(), NO_BODY);
            return;
        }
        sendHead(response.status(), length < 0 ? CHUNKED : length);
        response.transferTo(exchange.getResponseBody());
        exchange.close();
    }

    /** Sends a body of known length; one that turns out shorter breaks off. */
    public void send(int status, InputStream body, long length) throws IOException {
        if (sendHeadOnly(status, length)) {
            return;
        }
        OutputStream out = exchange.getResponseBody();
        byte[] piece = new byte[PIECE];
        long left = length;
        while (left > 0) {
            int count = body.read(piece, 0, (int) Math.min(piece.length, left));
            if (count < 0) {
                throw new IOException("body ends " + left + " bytes early");
            }
            out.write(piece, 0, count);
            left -= count;
        }
        exchange.close();
    }

    /** Sends a body that is in memory. */
    public void send(int status, byte[] body) throws IOException {
        if (sendHeadOnly(status, body.length)) {
            return;
        }
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Sends a line of text. */
    public void text(int status, String line) throws IOException {
        header("Content-Type", "text/plain; charset=utf-8");
        send(status, (line + "\n").getBytes(UTF_8));
    }

    /** Sends a head without a body. */
    public void empty(int status) throws IOException {
        sendHead(status, NO_BODY);
    }

    private boolean sendHeadOnly(int status, long length) throws IOException {
        boolean headOnly = length == 0 || isHead() || isBodiless(status);
        if (isHead()) {
            header("Content-Length", Long.toString(length));
        }
        sendHead(status, headOnly ? NO_BODY : length);
        return headOnly;
    }

    private void sendHead(int status, long length) throws IOException {
        exchange.sendResponseHeaders(status, length);
        if (length == NO_BODY) {
            exchange.close();
        }
    }

    private boolean isHead() {
        return exchange.getRequestMethod().equals("HEAD");
    }

    private static boolean isBodiless(int status) {
        return status == 204 || status == 304;
    }
}
