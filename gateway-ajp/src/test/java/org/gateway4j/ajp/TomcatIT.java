package org.gateway4j.ajp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Limits;
import org.gateway4j.RequestBody;
import org.gateway4j.Timeouts;
import org.gateway4j.TlsSession;
import org.gateway4j.ajp.containers.ContainerLine;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The supported lines of Tomcat. */
class TomcatIT {

    @Nested
    class Tomcat90 extends TomcatChecks {
        Tomcat90() {
            super(ContainerLine.TOMCAT_9_0, Driver.BLOCKING, "8192");
        }
    }

    @Nested
    class Tomcat101 extends TomcatChecks {
        Tomcat101() {
            super(ContainerLine.TOMCAT_10_1, Driver.BLOCKING, "16384");
        }
    }

    @Nested
    class Tomcat110 extends TomcatChecks {
        Tomcat110() {
            super(ContainerLine.TOMCAT_11_0, Driver.BLOCKING, "65536");
        }
    }

    @Nested
    class Tomcat110OnALoop extends TomcatChecks {
        Tomcat110OnALoop() {
            super(ContainerLine.TOMCAT_11_0, Driver.LOOP, "65536");
        }
    }

    abstract static class TomcatChecks extends ContainerChecks {

        private final String packetSize;

        TomcatChecks(ContainerLine line, Driver driver, String packetSize) {
            super(
                    line,
                    driver,
                    Map.of(
                            "secret",
                            SECRET,
                            "packetSize",
                            packetSize,
                            "tomcatAuthentication",
                            "false",
                            "allowedRequestAttributesPattern",
                            "app\\..*"));
            this.packetSize = packetSize;
        }

        @Override
        int packetSize() {
            return Integer.parseInt(packetSize);
        }

        @Test
        @Covers({"ajp/tomcat-attribute", "ajp/complaint-8", "ajp/tomcat-test-vouched"})
        void everythingThatTheHostVouchesFor() throws Exception {
            GatewayRequest request = GatewayRequest.get("/a;b=c")
                    .header("Host", "localhost")
                    .scheme("https")
                    .localAddress(new InetSocketAddress(InetAddress.getByName("198.51.100.1"), 443))
                    .remoteAddress(new InetSocketAddress(InetAddress.getByName("2001:db8::7"), 4711))
                    .user(new AuthenticatedUser("ann", "Digest"))
                    .tls(new TlsSession("TLSv1.3", "TLS_AES_256_GCM_SHA384", 256, "0aff", List.of()))
                    .variable("app.flag", "on")
                    .variable("app.other", "off")
                    .build();
            assertSnoop(
                    request,
                    "uri=/a;b=c",
                    "query=null",
                    "secure=true",
                    "localAddr=198.51.100.1",
                    "remoteAddr=2001:db8::7",
                    "remoteUser=ann",
                    "authType=Digest",
                    "attribute=on",
                    "cipher=TLS_AES_256_GCM_SHA384",
                    "keySize=256",
                    "session=0aff",
                    "tlsProtocol=TLSv1.3",
                    "header content-length=0");
        }

        /** As with mod_jk: Tomcat takes the bytes of UTF-8 for those of ISO-8859-1. */
        @Test
        @Covers("ajp/tomcat-latin-1")
        void textOfTheHostArrivesAsItsBytes() throws Exception {
            GatewayRequest request = GatewayRequest.get("/")
                    .header("Host", "localhost")
                    .user(new AuthenticatedUser("zo\u00eb", "Basic"))
                    .variable("app.flag", "\u4e2d")
                    .build();
            String seen = new String(Bytes.of(body(request)), StandardCharsets.UTF_8);
            assertTrue(seen.contains("remoteUser=zo\u00c3\u00ab\n"), seen);
            assertTrue(seen.contains("attribute=\u00e4\u00b8\u00ad\n"), seen);
        }

        @ParameterizedTest
        @Covers({"ajp/tomcat-secret", "ajp/tomcat-test-secret"})
        @ValueSource(strings = {"", "wrong"})
        void wrongSecretIsRefused(String secret) throws Exception {
            AjpGateway.Builder builder = builder();
            try (Gateway unknown = open(secret.isEmpty() ? builder : builder.secret(secret))) {
                for (RequestBody body : List.of(RequestBody.none(), RequestBody.of(new byte[50_000]))) {
                    try (GatewayResponse response = unknown.dispatch(post("/size", body))) {
                        assertEquals(403, response.status());
                        response.body().readAllBytes();
                    }
                }
                assertEquals(2, unknown.stats().closed());
            }
        }

        @Test
        @Covers("ajp/tomcat-attribute")
        void attributeThatIsNotExpectedIsRefused() throws Exception {
            try (Gateway generous = open(builder().secret(SECRET).allowedAttributes("other"))) {
                GatewayRequest request =
                        GatewayRequest.get("/").variable("other", "x").build();
                try (GatewayResponse response = generous.dispatch(request)) {
                    assertEquals(403, response.status());
                }
            }
        }

        @Test
        @Covers("ajp/tomcat-test-post")
        void formParameters() throws Exception {
            GatewayRequest request = GatewayRequest.builder("POST", "/form?a=1")
                    .header("Host", "localhost")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .body(RequestBody.of(Bytes.of("b=" + "2".repeat(10_000))))
                    .build();
            assertEquals("1 " + "2".repeat(10_000), body(request));
            assertKept();
        }

        @Test
        @Covers({"ajp/tomcat-header-latin-1", "ajp/tomcat-test-invalid-header"})
        void headerThatIsNotLatinIsLeftOut() throws Exception {
            try (GatewayResponse response = gateway().dispatch(get("/bad-header"))) {
                assertNull(response.headers().first("X-Bad"));
                assertEquals("good", response.headers().first("X-Good"));
                assertEquals(-1, response.body().read());
            }
        }

        /** Of a head that is larger than its packet Tomcat sends nothing, and waits for the next request. */
        @Test
        @Covers("ajp/tomcat-large-head")
        void headThatExceedsThePacketIsAFailure() throws Exception {
            int fields = packetSize() / 100 + 1;
            AjpGateway.Builder impatient = builder()
                    .secret(SECRET)
                    .timeouts(Timeouts.defaults().withHead(Duration.ofSeconds(1)))
                    .limits(Limits.defaults().withResponseHeaders(1000));
            try (Gateway gateway = open(impatient)) {
                GatewayException failure =
                        assertThrows(GatewayException.class, () -> gateway.dispatch(get("/headers?" + fields)));
                assertTrue(failure.blamesBackend());
                try (GatewayResponse next = gateway.dispatch(get("/headers?70"))) {
                    assertTrue(next.headers().size() >= 70);
                }
            }
        }

        @Test
        @Covers({"ajp/tomcat-methods", "ajp/complaint-5"})
        void storedMethodsArrive() throws Exception {
            try (Gateway stored = open(AjpGateway.builder(Endpoint.tcp("127.0.0.1", port()))
                    .packetSize(packetSize())
                    .secret(SECRET)
                    .sendMethodsByName("DELETE", "PROPFIND"))) {
                for (String method : List.of("DELETE", "PROPFIND")) {
                    GatewayRequest request = GatewayRequest.builder(method, "/")
                            .header("Host", "localhost")
                            .build();
                    try (GatewayResponse response = stored.dispatch(request)) {
                        String body = Bytes.text(response.body().readAllBytes());
                        assertTrue(body.contains("method=" + method + "\n"), body);
                    }
                }
            }
        }
    }
}
