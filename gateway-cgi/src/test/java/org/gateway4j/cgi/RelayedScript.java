package org.gateway4j.cgi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.Endpoint;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.SocketServer;
import org.gateway4j.contract.TestApplication;
import org.gateway4j.testkit.Transport;

/** A script that does what the test says: it connects to the test, which sends it commands. */
final class RelayedScript implements TestApplication {

    private final SocketServer server;
    private final Path script;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Behaviour behaviour = call -> {};

    RelayedScript(Path directory) throws IOException {
        server = SocketServer.listen(Transport.UNIX, directory, this::serve);
        script = directory.resolve("app");
        if (Files.notExists(script)) {
            try (InputStream relay = RelayedScript.class.getResourceAsStream("relay.pl")) {
                Files.copy(relay, script);
            }
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** A gateway to it. */
    CgiGateway.Builder gateway() {
        return CgiGateway.builder(CgiScriptMapper.directory(script.getParent()))
                .launcher(LauncherChoice.PORTABLE)
                .environment(
                        "RELAY_SOCKET",
                        ((Endpoint.Unix) server.endpoint()).path().toString());
    }

    private void serve(PeerSocket socket, int number) throws Exception {
        RelayedCall call = RelayedCall.received(socket);
        requests.incrementAndGet();
        behaviour.serve(call);
        call.end();
    }

    @Override
    public void behave(Behaviour value) {
        behaviour = value;
    }

    @Override
    public int requests() {
        return requests.get();
    }

    @Override
    public int connections() {
        return server.accepted();
    }

    @Override
    public int openConnections() {
        return server.open();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
