package org.gateway4j.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.examples.demo.Demo;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.HostOptions;
import org.gateway4j.examples.options.UsageException;
import org.gateway4j.examples.server.HostServer;

/** The running host: the mounts of the command line, or the demo, behind an HTTP server. */
final class Host implements AutoCloseable {

    private final HostServer server;
    private final String description;

    private Host(HostServer server, String description) {
        this.server = server;
        this.description = description;
    }

    static Host start(HostOptions options) throws UsageException, IOException {
        if (options.mounts().isEmpty()) {
            Demo demo = Demo.start(options.timeouts());
            return new Host(
                    HostServer.start(options.listen(), options.server(), demo.applications()),
                    "demo with " + demo.description());
        }
        Applications applications = Applications.of(options);
        return new Host(
                HostServer.start(options.listen(), options.server(), applications),
                options.mounts().size() + " mounted");
    }

    /** Where it is served, by HTTP and then by HTTPS if there is that. */
    List<URI> uris() {
        List<URI> uris = new ArrayList<>(List.of(uri("http", server.address())));
        server.secureAddress().ifPresent(address -> uris.add(uri("https", address)));
        return uris;
    }

    private static URI uri(String scheme, InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String name = ip.isAnyLocalAddress() ? "localhost" : ip.getHostAddress();
        return URI.create(
                scheme + "://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + address.getPort() + "/");
    }

    /** What is served, in a few words. */
    String description() {
        return description;
    }

    @Override
    public void close() {
        server.close();
    }
}
