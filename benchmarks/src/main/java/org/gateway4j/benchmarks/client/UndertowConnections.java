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

/** Connections of Undertow's AJP client, served by as many I/O threads as there are cores. */
final class UndertowConnections implements AutoCloseable {

    private final ByteBufferPool buffers = new DefaultByteBufferPool(true, 17 * 1024, -1, 4);
    private final XnioWorker worker;
    private final URI uri;

    UndertowConnections(Endpoint endpoint, Workload workload) throws IOException {
        if (!workload.isAjp() || workload.body() > 0 || !(endpoint instanceof Endpoint.Tcp)) {
            throw new IllegalArgumentException("GET by AJP over TCP only");
        }
        uri = URI.create("ajp://" + endpoint);
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
        worker = Xnio.getInstance()
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_IO_THREADS, threads)
                        .set(Options.TCP_NODELAY, true)
                        .getMap());
    }

    ClientConnection open() throws IOException {
        OptionMap options = OptionMap.create(Options.TCP_NODELAY, true);
        return UndertowClient.getInstance()
                .connect(uri, worker, buffers, options)
                .get();
    }

    @Override
    public void close() {
        worker.shutdownNow();
        buffers.close();
    }
}
