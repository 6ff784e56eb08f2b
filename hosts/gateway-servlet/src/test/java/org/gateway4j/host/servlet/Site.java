package org.gateway4j.host.servlet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.RawClient;
import org.gateway4j.testkit.Transport;

/** An application, the gateways to it, and a container before them. */
final class Site {

    private final TestResponder application = new TestResponder();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Container container;

    Site(Path directory) throws IOException {
        application.listen(Transport.UNIX, directory);
        application.serveBy(call -> call.answer(
                200, call.input().readAllBytes(), "X-Script", call.variables().get("SCRIPT_NAME")));
    }

    TestResponder application() {
        return application;
    }

    /** Blocking gateways, mounted at a path. */
    Mounts blocking(String path) {
        FastCgiGateway gateway = builder().build();
        opened.add(gateway);
        return Mounts.builder().mount(path, gateway).build();
    }

    /** Gateways for event loops, mounted at a path. */
    Mounts async(String path) {
        AsyncGateway gateway = builder().buildAsync();
        opened.add(gateway);
        return Mounts.builder().mount(path, gateway).build();
    }

    private FastCgiGateway.Builder builder() {
        return FastCgiGateway.builder(application.endpoint()).scripts(ScriptMapper.script(Path.of("/srv/app.php")));
    }

    void serveIn(Container started) {
        container = started;
    }

    RawClient connect() throws IOException {
        RawClient client = new RawClient(container.address());
        opened.add(client);
        return client;
    }

    /** Sends a request, which is the last on its connection, and returns all that the container has sent. */
    String exchange(String head, String body) throws IOException {
        RawClient client = connect();
        client.send(head + "\r\nHost: h.example\r\nConnection: close\r\n\r\n" + body);
        return client.read(1_000_000);
    }

    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        container.close();
        Await.untilEquals(0, application::openConnections, "connections of closed gateways");
        application.close();
    }
}
