package org.gateway4j.fastcgi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.facade.OverEachDriver;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** An application that plays a script, and a gateway to it with one connection and one script below a document root. */
@OverEachDriver
abstract class AdvisoryFixture {

    @Parameter
    Driver driver;

    @TempDir
    Path directory;

    Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(directory.resolve("www"));
        Files.createFile(root.resolve("index.php"));
    }

    final ScriptedResponder playing(ScriptedResponder.Script... scripts) throws IOException {
        return new ScriptedResponder(Transport.UNIX, directory, scripts);
    }

    final FastCgiGateway.Builder gateway(ScriptedResponder responder) {
        return responder.gateway().scripts(ScriptMapper.documentRoot(root)).pool(PoolConfig.of(1));
    }

    static GatewayRequest get() {
        return GatewayRequest.get("/").build();
    }

    static GatewayRequest post(RequestBody body) {
        return GatewayRequest.builder("POST", "/").body(body).build();
    }

    static String text(Gateway gateway, GatewayRequest request) throws IOException {
        try (GatewayResponse response = gateway.dispatch(request)) {
            return Bytes.text(response.body().readAllBytes());
        }
    }
}
