package org.gateway4j.ajp.containers;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.CanonicalPathHandler;
import io.undertow.server.handlers.PathHandler;
import java.util.Map;

/** An Undertow with what stands for three contexts, the root among them, each of which answers with its path. */
public final class ContextsUndertow extends EmbeddedUndertow {

    /** Starts it; {@code slash} decodes escaped slashes, {@code canonical} follows dot segments. */
    public ContextsUndertow(String directory, Map<String, String> properties) {
        super(properties, builder -> configure(builder, properties));
    }

    /** The option is deprecated in favour of one that 2.2 does not have. */
    @SuppressWarnings("deprecation")
    private static void configure(Undertow.Builder builder, Map<String, String> properties) {
        PathHandler contexts = new PathHandler();
        for (String path : new String[] {"", "/shop", "/manager"}) {
            contexts.addPrefixPath(
                    path.isEmpty() ? "/" : path,
                    exchange -> exchange.getResponseSender().send("in " + path));
        }
        boolean canonical = Boolean.parseBoolean(properties.get("canonical"));
        HttpHandler handler = canonical ? new CanonicalPathHandler(contexts) : contexts;
        builder.setServerOption(UndertowOptions.ALLOW_ENCODED_SLASH, Boolean.parseBoolean(properties.get("slash")))
                .setHandler(handler);
    }
}
