package org.gateway4j.scgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.contract.onerequest.BeginFacts;
import org.gateway4j.contract.onerequest.OneRequestProtocolContract;
import org.gateway4j.internal.cgi.MetaVariables;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Requests and answers, byte by byte. */
class ScgiProtocolTest extends OneRequestProtocolContract {

    private static final Limits LIMITS = Limits.defaults();

    ScgiProtocolTest() {
        super(
                new ScgiProtocol(new MetaVariables("g4j", true), LIMITS),
                "Status: 404 Not Found",
                "PATH_INFO\000\000DOC");
    }

    /** All variables of a small request, in the order in which they are sent. */
    @Covers("scgi/order")
    @Test
    void requestInBytes() throws Exception {
        GatewayRequest request = GatewayRequest.builder("POST", "/py/a%20b?q")
                .mountPrefix("/py")
                .server("example.org", 80)
                .header("Content-Type", "text/plain")
                .header("Accept", "*/*")
                .build();
        String expected = "373:"
                + "CONTENT_LENGTH\0005\000"
                + "SCGI\0001\000"
                + "GATEWAY_INTERFACE\000CGI/1.1\000"
                + "SERVER_SOFTWARE\000g4j\000"
                + "SERVER_PROTOCOL\000HTTP/1.1\000"
                + "SERVER_NAME\000example.org\000"
                + "SERVER_PORT\00080\000"
                + "REQUEST_SCHEME\000http\000"
                + "REDIRECT_STATUS\000200\000"
                + "REQUEST_METHOD\000POST\000"
                + "REMOTE_ADDR\000\000"
                + "REMOTE_HOST\000\000"
                + "SCRIPT_NAME\000/py\000"
                + "QUERY_STRING\000q\000"
                + "REQUEST_URI\000/py/a%20b?q\000"
                + "PATH_INFO\000/a b\000"
                + "DOCUMENT_URI\000/py/a b\000"
                + "CONTENT_TYPE\000text/plain\000"
                + "HTTP_HOST\000example.org\000"
                + "HTTP_ACCEPT\000*/*\000"
                + ",";
        assertEquals(expected, sent(request));
    }

    @Covers("scgi/limit")
    @Test
    void oversizedVariablesAreNamed() {
        GatewayRequest request =
                GatewayRequest.get("/").header("Cookie", "x".repeat(300000)).build();
        RequestRejectedException refusal =
                assertThrows(RequestRejectedException.class, () -> BeginFacts.GET.begin(protocol(), request));
        assertEquals(431, refusal.suggestedStatus());
        assertTrue(
                refusal.getMessage()
                        .matches(
                                "variables have \\d+ bytes, of which HTTP_COOKIE has 300013; limits.requestHead is 262144"),
                refusal.getMessage());
    }
}
