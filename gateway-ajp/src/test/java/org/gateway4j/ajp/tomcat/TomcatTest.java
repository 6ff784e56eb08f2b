package org.gateway4j.ajp.tomcat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.ajp.Driven;
import org.gateway4j.ajp.containers.ContainerLine;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Leftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** A web application in a Tomcat, and a gateway for each test, which leaves nothing behind. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class TomcatTest {

    static final String SECRET = "s3cret";

    @TempDir
    static Path directories;

    @Parameter(0)
    ContainerLine line;

    @Parameter(1)
    Driver driver;

    private ContainerLine.Running tomcat;
    private Leftovers leftovers;
    private Gateway gateway;

    @BeforeParameterizedClassInvocation
    final void startTomcat() throws Exception {
        leftovers = Leftovers.watch();
        Path directory = Files.createDirectory(directories.resolve(line + "-" + driver));
        tomcat = line.startServlets(directory, connector());
    }

    /** The properties of the connector. */
    Map<String, String> connector() {
        return Map.of("secret", SECRET);
    }

    @AfterParameterizedClassInvocation
    final void stopTomcat() throws Exception {
        tomcat.close();
        leftovers.awaitNone();
    }

    @BeforeEach
    final void openGateway() {
        gateway = open(builder());
    }

    @AfterEach
    final void nothingIsLeft() {
        Await.until("no connection is in use", () -> gateway.stats().inUse() == 0);
        gateway.close();
        assertEquals(gateway.stats().opened(), gateway.stats().closed());
    }

    final Gateway open(AjpGateway.Builder builder) {
        return Driven.open(driver, builder);
    }

    final AjpGateway.Builder builder() {
        return AjpGateway.builder(Endpoint.tcp("127.0.0.1", tomcat.port())).secret(SECRET);
    }

    final ContainerLine.Running tomcat() {
        return tomcat;
    }

    final Gateway gateway() {
        return gateway;
    }

    static GatewayRequest.Builder request(String method, String target) {
        return GatewayRequest.builder(method, target).header("Host", "localhost");
    }

    final Answer answer(GatewayRequest.Builder request) throws IOException {
        return Answer.of(gateway.dispatch(request.build()));
    }

    final Answer get(String target) throws IOException {
        return answer(request("GET", target));
    }

    final Answer post(String target, RequestBody body) throws IOException {
        return answer(request("POST", target).body(body));
    }

    /** All that went before was served by one connection, which is free. */
    final void assertOneConnection() {
        assertEquals(1, gateway.stats().opened());
        assertEquals(1, gateway.stats().idle());
    }
}
