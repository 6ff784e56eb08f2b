package org.gateway4j.benchmarks.client;

import io.undertow.client.ClientConnection;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.gateway4j.Endpoint;
import org.jspecify.annotations.Nullable;

/** Undertow's AJP client: one connection for each caller, served by I/O threads, as the client knows no other way. */
final class UndertowAjpClient implements Client {

    private final UndertowConnections connections;
    private final Workload workload;

    UndertowAjpClient(Endpoint endpoint, Workload workload) throws IOException {
        connections = new UndertowConnections(endpoint, workload);
        this.workload = workload;
    }

    @Override
    public Caller caller() throws IOException {
        return new WaitingCaller(connections.open(), workload.answer());
    }

    @Override
    public void close() {
        connections.close();
    }

    /** A thread that waits while an I/O thread of Undertow's receives the answer. */
    private static final class WaitingCaller extends UndertowCalls implements Caller {

        private final Semaphore done = new Semaphore(0);
        private long seen;
        private @Nullable IOException failure;

        WaitingCaller(ClientConnection connection, int answer) {
            super(connection, answer);
        }

        @Override
        public long call() throws IOException {
            send();
            done.acquireUninterruptibly();
            if (failure != null) {
                throw new IOException(failure);
            }
            return seen;
        }

        @Override
        void answered(long of) {
            seen = of;
            done.release();
        }

        @Override
        public void failed(IOException e) {
            failure = e;
            done.release();
        }

        @Override
        public void close() throws IOException {
            hangUp();
        }
    }
}
