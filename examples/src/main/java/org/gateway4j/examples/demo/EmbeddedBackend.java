package org.gateway4j.examples.demo;

import java.io.IOException;
import org.gateway4j.Endpoint;
import org.gateway4j.examples.responder.Responder;

/** The demo's scripts in Java, for machines without PHP. */
record EmbeddedBackend(Responder responder) implements Backend {

    static EmbeddedBackend start() throws IOException {
        return new EmbeddedBackend(Responder.start(new DemoApplication()));
    }

    @Override
    public String description() {
        return "embedded FastCGI responder in Java (no php-fpm or php-cgi found)";
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.tcp(responder.address());
    }

    @Override
    public int workers() {
        return 5;
    }

    @Override
    public void close() {
        responder.close();
    }
}
