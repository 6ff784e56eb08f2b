package org.gateway4j.benchmarks.comparison;

import java.io.IOException;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.gateway4j.benchmarks.host.HttpServer;
import org.gateway4j.benchmarks.load.LoadProcess;

/** The load on whole servers, one after the other. */
final class HttpLoad implements AutoCloseable {

    private static final int CONNECTIONS = 16;

    private final LoadProcess load;

    private HttpLoad(LoadProcess load) {
        this.load = load;
    }

    static HttpLoad start() throws IOException {
        return new HttpLoad(LoadProcess.start());
    }

    /** Loads a server with what a browser asks for, on 16 connections. */
    Match.Player on(HttpServer server) {
        return on(server, BrowserRequest.TARGET);
    }

    /** The same with another path. */
    Match.Player on(HttpServer server, String path) {
        return on(server, path, CONNECTIONS);
    }

    /** The same on so many connections. The processor time is that of the server and its children. */
    Match.Player on(HttpServer server, String path, int connections) {
        return length -> {
            long before = ProcessorTime.ofTree(server.handle());
            LoadProcess.Load done = load.run(server.port(), path, connections, length.toMillis());
            long cpu = ProcessorTime.ofTree(server.handle()) - before;
            return new Match.Turn(done.answers(), done.errors(), done.nanos(), cpu, 0);
        };
    }

    @Override
    public void close() {
        load.close();
    }
}
