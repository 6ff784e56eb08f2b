package org.gateway4j.ajp.containers;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An Undertow with an AJP listener and the application. Runs in the class loader of a line; supplies its port. */
public class EmbeddedUndertow implements IntSupplier, Closeable {

    /** Kept, because loggers are not. */
    private static final Logger[] LOGS = {Logger.getLogger("io.undertow"), Logger.getLogger("org.xnio")};

    private final Undertow undertow;

    /** Starts it; the properties are system properties, which is how Undertow takes its secret. */
    public EmbeddedUndertow(String directory, Map<String, String> properties) {
        this(
                properties,
                builder -> builder.setHandler(
                        new BlockingHandler(exchange -> Application.serve(new ServedByUndertow(exchange)))));
    }

    EmbeddedUndertow(Map<String, String> properties, Consumer<Undertow.Builder> application) {
        for (Logger log : LOGS) {
            log.setLevel(Level.OFF);
        }
        properties.forEach(System::setProperty);
        Undertow.Builder builder = Undertow.builder()
                .addAjpListener(0, "127.0.0.1")
                .setIoThreads(2)
                .setWorkerThreads(16)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L);
        application.accept(builder);
        undertow = builder.build();
        undertow.start();
    }

    @Override
    public int getAsInt() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() {
        undertow.stop();
    }

    /** A request in Undertow. */
    record ServedByUndertow(HttpServerExchange exchange) implements Served {

        @Override
        public String method() {
            return exchange.getRequestMethod().toString();
        }

        @Override
        public String path() {
            return exchange.getRequestURI();
        }

        @Override
        public String query() {
            return exchange.getQueryString();
        }

        @Override
        public Map<String, String> facts() {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("protocol", exchange.getProtocol().toString());
            facts.put("scheme", exchange.getRequestScheme());
            facts.put("serverName", exchange.getHostName());
            facts.put("serverPort", "" + exchange.getHostPort());
            facts.put("remoteAddr", exchange.getSourceAddress().getAddress().getHostAddress());
            facts.put("remotePort", "" + exchange.getSourceAddress().getPort());
            for (HeaderValues values : exchange.getRequestHeaders()) {
                facts.put(
                        "header " + values.getHeaderName().toString().toLowerCase(Locale.ROOT),
                        String.join("|", values));
            }
            return facts;
        }

        @Override
        public InputStream input() {
            return exchange.getInputStream();
        }

        @Override
        public OutputStream output() {
            return exchange.getOutputStream();
        }

        @Override
        public String parameter(String name) {
            return exchange.getQueryParameters().get(name).peek();
        }

        @Override
        public void status(int status) {
            exchange.setStatusCode(status);
        }

        @Override
        public void header(String name, String value) {
            exchange.getResponseHeaders().add(HttpString.tryFromString(name), value);
        }
    }
}
