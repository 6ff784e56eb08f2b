package org.gateway4j.fastcgi;

import java.io.IOException;
import java.nio.file.Path;
import org.gateway4j.Endpoint;
import org.gateway4j.PoolConfig;
import org.gateway4j.contract.SocketServer;
import org.gateway4j.script.Script;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Transport;

/** An application that plays a script on each connection, well-behaved or not. */
final class ScriptedResponder implements AutoCloseable {

    /** What happens on a connection. */
    @FunctionalInterface
    interface Script {

        /** Plays it; the connection is closed afterwards. */
        void play(ScriptedPeer peer) throws Exception;
    }

    private final SocketServer server;

    /** The first connection gets the first script and so on; the last one is for all that follow. */
    ScriptedResponder(Transport transport, Path directory, Script... scripts) throws IOException {
        server = SocketServer.listen(
                transport,
                directory,
                (socket, number) -> scripts[Math.min(number, scripts.length) - 1].play(new ScriptedPeer(socket)));
    }

    /** A builder of a gateway to it. */
    FastCgiGateway.Builder gateway() {
        return FastCgiGateway.builder(server.endpoint())
                .scripts(ScriptMapper.script(Path.of("/srv/app.php")))
                .pool(PoolConfig.defaults().withReuse(PoolConfig.Reuse.LATEST_FIRST));
    }

    Endpoint endpoint() {
        return server.endpoint();
    }

    int connections() {
        return server.accepted();
    }

    int openConnections() {
        return server.open();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
