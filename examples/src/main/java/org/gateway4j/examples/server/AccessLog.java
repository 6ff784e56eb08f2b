package org.gateway4j.examples.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Consumer;
import org.eclipse.jetty.server.RequestLog;
import org.gateway4j.GatewayException;
import org.gateway4j.host.AccessEvent;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line for each exchange: the client, when it began, the request, the status, the bytes and the time that the response
 * took, then what the application had to do with it. Queries may hold secrets and are left out.
 */
record AccessLog(RequestLog.Writer writer) implements Consumer<AccessEvent> {

    @Override
    public void accept(AccessEvent event) {
        try {
            writer.write(line(event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String line(AccessEvent event) {
        StringBuilder line = new StringBuilder();
        line.append(address(event.client())).append(' ').append(event.began().truncatedTo(ChronoUnit.MILLIS));
        String request = event.method() + " " + withoutQuery(event.target()) + " " + event.protocol();
        line.append(' ').append(quoted(request)).append(' ').append(event.status());
        line.append(' ').append(event.bytes()).append(' ').append(millis(event.duration()));
        add(line, "head", event.timeToHead() == null ? null : millis(event.timeToHead()));
        add(line, "by", event.gateway() == null ? null : quoted(event.gateway()));
        add(line, "reused", event.connectionReused());
        add(line, "failure", event.failure() == null ? null : quoted(message(event.failure())));
        return line.toString();
    }

    private static void add(StringBuilder line, String name, @Nullable Object value) {
        if (value != null) {
            line.append(' ').append(name).append('=').append(value);
        }
    }

    private static String address(@Nullable InetSocketAddress client) {
        return client == null ? "-" : client.getAddress().getHostAddress();
    }

    private static String withoutQuery(String target) {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question + 1);
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1fms", duration.toNanos() / 1e6);
    }

    private static String message(Throwable failure) {
        return failure instanceof GatewayException known
                ? String.valueOf(known.getMessage())
                : failure.getClass().getSimpleName();
    }

    /** What a client writes must neither end the line nor the quotes. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
