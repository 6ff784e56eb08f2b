package org.gateway4j.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.server.HostServer;

/** Applications behind a real server on a free port, and a client for it. */
public final class LocalHost implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HostServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private LocalHost(HostServer server) {
        this.server = server;
    }

    public static LocalHost start(Applications applications) throws IOException {
        return new LocalHost(
                HostServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), applications));
    }

    public InetSocketAddress address() {
        return server.address();
    }

    public HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address().getPort() + target))
                .timeout(PATIENCE);
    }

    public HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return send(request(target));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return send(request, BodyHandlers.ofString());
    }

    public <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return client.send(request.build(), handler);
    }

    @Override
    public void close() {
        server.close();
    }
}
