package org.gateway4j.benchmarks.client;

import io.undertow.client.ClientConnection;
import io.undertow.client.UndertowClient;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import java.io.IOException;
import java.net.URI;
import org.gateway4j.Endpoint;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** Undertow's AJP client: one connection for each caller, served by I/O threads, as the client knows no other way. */
final class UndertowAjpClient implements Client {

    private final ByteBufferPool buffers = new DefaultByteBufferPool(true, 17 * 1024, -1, 4);
    private final XnioWorker worker;
    private final Workload workload;
    private final URI uri;

    UndertowAjpClient(Endpoint endpoint, Workload workload) throws IOException {
        if (!workload.isAjp() || workload.body() > 0 || !(endpoint instanceof Endpoint.Tcp)) {
            throw new IllegalArgumentException("GET by AJP over TCP only");
        }
        this.workload = workload;
        this.uri = URI.create("ajp://" + endpoint);
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
        worker = Xnio.getInstance()
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_IO_THREADS, threads)
                        .set(Options.TCP_NODELAY, true)
                        .getMap());
    }

    @Override
    public Caller caller() throws IOException {
        OptionMap options = OptionMap.create(Options.TCP_NODELAY, true);
        ClientConnection connection = UndertowClient.getInstance()
                .connect(uri, worker, buffers, options)
                .get();
        return new UndertowAjpCaller(connection, workload.answer());
    }

    @Override
    public void close() {
        worker.shutdownNow();
        buffers.close();
    }
}
