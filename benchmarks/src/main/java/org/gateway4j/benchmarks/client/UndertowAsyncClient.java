package org.gateway4j.benchmarks.client;

import io.undertow.client.ClientConnection;
import java.io.IOException;
import java.util.Objects;
import org.gateway4j.Endpoint;
import org.jspecify.annotations.Nullable;

/** Undertow's AJP client as it is meant to be used: its I/O threads receive the answers and send the next requests. */
final class UndertowAsyncClient implements AsyncClient {

    private final UndertowConnections connections;
    private final Workload workload;

    UndertowAsyncClient(Endpoint endpoint, Workload workload) throws IOException {
        connections = new UndertowConnections(endpoint, workload);
        this.workload = workload;
    }

    @Override
    public Caller caller() throws IOException {
        return new CalledBack(connections.open(), workload.answer());
    }

    @Override
    public void close() {
        connections.close();
    }

    private static final class CalledBack extends UndertowCalls implements Caller {

        private @Nullable Outcome outcome;

        CalledBack(ClientConnection connection, int answer) {
            super(connection, answer);
        }

        @Override
        public void call(Outcome called) {
            outcome = called;
            send();
        }

        @Override
        void answered(long seen) {
            Objects.requireNonNull(outcome).answered(seen);
        }

        @Override
        public void failed(IOException e) {
            Objects.requireNonNull(outcome).failed(e);
        }
    }
}
