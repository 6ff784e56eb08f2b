package org.gateway4j.ajp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before a connection is taken. */
class RequestCheckTest {

    private void assertRejected(int status, String message, String... headers) {
        GatewayRequest.Builder request = GatewayRequest.get("/");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        RequestRejectedException rejection =
                assertThrows(RequestRejectedException.class, () -> RequestCheck.requireSendable(request.build()));
        assertEquals(status, rejection.suggestedStatus());
        assertTrue(rejection.getMessage().contains(message), rejection.getMessage());
    }

    @Test
    void pathThatLeavesItsMount() {
        GatewayRequest request = GatewayRequest.get("/shop/..;jsessionid=s3cret/manager?q=s3cret")
                .mountPrefix("/shop")
                .build();
        RequestRejectedException rejection =
                assertThrows(RequestRejectedException.class, () -> RequestCheck.requireSendable(request));
        assertEquals(400, rejection.suggestedStatus());
        assertEquals("path of GET /shop/..;…/manager leads out of mount prefix \"/shop\"", rejection.getMessage());
    }

    @Test
    void pathThatCannotBeSaidToStayInItsMount() {
        GatewayRequest request =
                GatewayRequest.get("/shop/%zz").mountPrefix("/shop").build();
        RequestRejectedException rejection =
                assertThrows(RequestRejectedException.class, () -> RequestCheck.requireSendable(request));
        assertTrue(rejection.getMessage().contains("broken escape"), rejection.getMessage());
    }

    @Test
    void pathWithoutAMountGoesOnAsItCame() throws Exception {
        GatewayRequest request = GatewayRequest.get("/../%zz").build();
        assertSame(request, RequestCheck.requireSendable(request));
    }

    @ParameterizedTest
    @Covers("ajp/CVE-2016-4993")
    @ValueSource(strings = {"\u0001", "\u001b", "\u007f", "a\u000bb"})
    void controlCharacters(String value) {
        assertRejected(400, "of header X-Test", "X-Test", value);
    }

    @Test
    @Covers("ajp/wire-header-names")
    void nameThatWouldBeTakenForACode() {
        assertRejected(431, "256 bytes", "N".repeat(256), "1");
    }

    @ParameterizedTest
    @Covers({"ajp/body-12", "ajp/complaint-19"})
    @ValueSource(strings = {"websocket", "WebSocket"})
    void webSocket(String protocol) {
        assertRejected(501, "HTTP connector", "Connection", "Upgrade", "Upgrade", protocol);
    }

    /** RFC 9110 section 7.8: a server may pass over it. Apache HttpClient 5.4 and later offers TLS with each request. */
    @ParameterizedTest
    @Covers("ajp/body-12")
    @ValueSource(strings = {"h2c", "TLS/1.2", "TLS/1.0", "h2c, websocket", "HTTP/2.0, SHTTP/1.3"})
    void offerOfAnotherProtocolIsPassedOver(String protocol) throws Exception {
        GatewayRequest request = GatewayRequest.get("/")
                .header("Connection", "Upgrade")
                .header("Upgrade", protocol)
                .build();
        assertSame(request, RequestCheck.requireSendable(request));
    }

    @Test
    void namesAndValuesOfOddForms() throws Exception {
        GatewayRequest request = GatewayRequest.get("/")
                .header("X!", "tab\tand \u00e9")
                .header("N".repeat(255), "1")
                .build();
        assertSame(request, RequestCheck.requireSendable(request));
    }
}
