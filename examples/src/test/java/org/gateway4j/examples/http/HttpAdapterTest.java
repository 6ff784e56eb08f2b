package org.gateway4j.examples.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.examples.LocalHost;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAdapterTest {

    private static final String DETAILS = "/srv/www/secret.php at 10.0.0.1:9000";

    private static final Mount APPLICATION = (request, reply) -> {
        switch (request.path()) {
            case "/bug" -> throw new IllegalStateException(DETAILS);
            case "/refused" -> throw new RequestRejectedException(Reason.FORBIDDEN, DETAILS);
            default -> reply.text(200, request.method());
        }
    };

    @ParameterizedTest
    @CsvSource({"/bug, 500, Internal error", "/refused, 403, Forbidden"})
    void tellsAClientANumberAndTheLogTheRest(String target, int status, String phrase) throws Exception {
        try (LocalHost host = LocalHost.start(new MountTable(Map.of("", APPLICATION)))) {
            HttpResponse<String> response = host.get(target);

            assertEquals(status, response.statusCode());
            assertTrue(response.body().matches(phrase + " \\([0-9a-f]{8}\\)\n"), response.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop", "/shop;jsessionid=1", "/shop;jsessionid=1/cart", "/shop/cart;jsessionid=1"})
    void pathParametersMayFollowAMountsOwnPath(String target) throws Exception {
        Mount shop = (request, reply) -> reply.text(200, request.mountPrefix());
        try (LocalHost host = LocalHost.start(new MountTable(Map.of("/shop", shop)))) {
            assertEquals("/shop\n", host.get(target).body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/none"})
    void traceReachesNoApplication(String target) throws Exception {
        try (LocalHost host = LocalHost.start(new MountTable(Map.of("", APPLICATION)))) {
            HttpResponse<String> response =
                    host.send(host.request(target).header("X-Secret", "x").method("TRACE", BodyPublishers.noBody()));

            assertEquals(405, response.statusCode());
            assertFalse(response.body().contains("TRACE"), response.body());
        }
    }
}
