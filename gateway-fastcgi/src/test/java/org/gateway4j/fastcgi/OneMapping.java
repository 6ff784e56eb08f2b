package org.gateway4j.fastcgi;

import java.nio.file.Path;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.script.DocumentRoot;
import org.gateway4j.script.ScriptMapper;

/** Dispatches one request that nobody would answer, to be run in a JVM of its own; prints with which status that failed. */
final class OneMapping {

    private OneMapping() {}

    /** Run with a directory, {@code local} or {@code remote} for the machine that it is on, and a target. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        DocumentRoot root = ScriptMapper.documentRoot(directory).frontController("/index.php");
        try (Gateway gateway = FastCgiGateway.builder(Endpoint.unix(directory.resolve("nobody")))
                .scripts(arguments[1].equals("remote") ? root.withoutFileChecks() : root)
                .build()) {
            gateway.dispatch(GatewayRequest.get(arguments[2]).build()).close();
            throw new AssertionError("nobody was to answer");
        } catch (GatewayException e) {
            System.out.print(e.suggestedStatus());
        }
    }
}
