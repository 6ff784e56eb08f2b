package org.gateway4j.examples.cgi;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.PoolStats;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.examples.options.UsageException;
import org.gateway4j.testkit.Await;

/** The host with CGI programs mounted. Closing it fails if a process is left. */
final class CgiHost implements AutoCloseable {

    private final Applications applications;
    private final LocalHost host;

    private CgiHost(Applications applications) throws IOException {
        this.applications = applications;
        this.host = LocalHost.start(applications);
    }

    /** With mounts as on the command line. */
    static CgiHost start(String... mounts) throws UsageException, IOException {
        List<String> arguments = new ArrayList<>();
        for (String mount : mounts) {
            arguments.addAll(List.of("--mount", mount));
        }
        return new CgiHost(Applications.of(CommandLine.parse(arguments.toArray(String[]::new))));
    }

    String uri(String path) {
        return "http://127.0.0.1:" + host.address().getPort() + path;
    }

    HttpRequest.Builder request(String target) {
        return host.request(target);
    }

    HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return host.get(target);
    }

    HttpResponse<byte[]> getBytes(String target) throws IOException, InterruptedException {
        return host.send(host.request(target), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return host.send(request);
    }

    private int processes() {
        return applications.pools().values().stream().mapToInt(PoolStats::inUse).sum();
    }

    @Override
    public void close() {
        try {
            Await.until(() -> processes() + " processes of answered requests", () -> processes() == 0);
        } finally {
            host.close();
        }
        Await.until(
                () -> "processes of a closed host: " + children(),
                () -> children().isEmpty());
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().descendants().toList();
    }
}
