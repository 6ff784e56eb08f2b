package org.gateway4j.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
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
            return new Host(HostServer.start(options.listen(), demo.applications()), "demo with " + demo.description());
        }
        Applications applications = Applications.of(options);
        return new Host(
                HostServer.start(options.listen(), applications),
                options.mounts().size() + " mounted");
    }

    URI uri() {
        InetSocketAddress address = server.address();
        InetAddress ip = address.getAddress();
        String name = ip.isAnyLocalAddress() ? "localhost" : ip.getHostAddress();
        return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + address.getPort() + "/");
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
