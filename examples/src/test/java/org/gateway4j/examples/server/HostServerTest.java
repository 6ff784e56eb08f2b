package org.gateway4j.examples.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.local.LocalGateway;
import org.gateway4j.examples.mounts.Applications;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostServerTest {

    private static final String DETAILS = "/srv/www/secret.php at 10.0.0.1:9000";

    private static Applications application(String path) {
        return new Applications.Builder().add(path, new Application()).build();
    }

    private static final class Application extends LocalGateway {

        @Override
        protected GatewayResponse answer(GatewayRequest request) throws GatewayException {
            return switch (request.path()) {
                case "/bug" -> throw new IllegalStateException(DETAILS);
                case "/refused" -> throw new RequestRejectedException(Reason.FORBIDDEN, DETAILS);
                default -> text(200, Headers.empty(), request.method() + " below " + request.mountPrefix());
            };
        }
    }

    @ParameterizedTest
    @CsvSource({"/bug, 500, Internal error", "/refused, 403, Forbidden"})
    void tellsAClientANumberAndTheLogTheRest(String target, int status, String phrase) throws Exception {
        try (LocalHost host = LocalHost.start(application("/"))) {
            HttpResponse<String> response = host.get(target);

            assertEquals(status, response.statusCode());
            assertTrue(response.body().matches(phrase + " \\([0-9a-f]{8}\\)\n"), response.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop", "/shop;jsessionid=1", "/shop;jsessionid=1/cart", "/shop/cart;jsessionid=1"})
    void pathParametersMayFollowAMountsOwnPath(String target) throws Exception {
        try (LocalHost host = LocalHost.start(application("/shop"))) {
            assertEquals("GET below /shop\n", host.get(target).body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/shopping", "/shop/x"})
    void traceReachesNoApplication(String target) throws Exception {
        try (LocalHost host = LocalHost.start(application("/shop"))) {
            HttpResponse<String> response =
                    host.send(host.request(target).header("X-Secret", "x").method("TRACE", BodyPublishers.noBody()));

            assertEquals(405, response.statusCode());
            assertFalse(response.body().contains("TRACE"), response.body());
        }
    }

    @Test
    void nothingIsWhereNothingIsMounted() throws Exception {
        try (LocalHost host = LocalHost.start(application("/shop"))) {
            assertEquals(404, host.get("/shopping").statusCode());
        }
    }

    @Test
    void closesItsApplicationsAndWhatTheyNeed() throws Exception {
        List<String> closed = new ArrayList<>();
        LocalGateway gateway = new LocalGateway() {
            @Override
            protected GatewayResponse answer(GatewayRequest request) {
                return text(200, Headers.empty(), "");
            }

            @Override
            public void close() {
                closed.add("gateway");
            }
        };

        LocalHost.start(new Applications.Builder()
                        .add("/", gateway)
                        .closing(() -> closed.add("backend"))
                        .closing(() -> closed.add("folder"))
                        .build())
                .close();

        assertEquals(List.of("gateway", "backend", "folder"), closed);
    }

    @Test
    void closesItsApplicationsIfItCannotStart() throws Exception {
        List<String> closed = new ArrayList<>();
        try (LocalHost first = LocalHost.start(application("/"))) {
            Applications applications = new Applications.Builder()
                    .closing(() -> closed.add("backend"))
                    .build();

            assertThrows(IOException.class, () -> HostServer.start(first.address(), applications));
        }

        assertEquals(List.of("backend"), closed);
    }
}
