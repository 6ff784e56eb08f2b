package org.gateway4j.host.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;
import org.gateway4j.TlsSession;
import org.gateway4j.host.BlockingRelay;
import org.gateway4j.host.BlockingSink;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.Mounts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken over of what a container says. */
class RequestReaderTest {

    private final HttpServletRequest request = mock(HttpServletRequest.class);

    @BeforeEach
    void describe() {
        when(request.getMethod()).thenReturn("GET");
        when(request.getRequestURI()).thenReturn("/a%2Fb;v=1/c");
        when(request.getQueryString()).thenReturn("");
        when(request.getProtocol()).thenReturn("HTTP/2.0");
        when(request.getHeaderNames()).thenReturn(Collections.enumeration(List.of("host", "x-twice")));
        when(request.getHeaders("host")).thenReturn(Collections.enumeration(List.of("h.example")));
        when(request.getHeaders("x-twice")).thenReturn(Collections.enumeration(List.of("1", "")));
        when(request.getRemoteAddr()).thenReturn("192.0.2.1");
        when(request.getRemotePort()).thenReturn(4711);
        when(request.getLocalAddr()).thenReturn("2001:db8::1");
        when(request.getLocalPort()).thenReturn(8443);
        when(request.getRemoteUser()).thenReturn("ann");
    }

    /** The request that a gateway gets. */
    private GatewayRequest read() throws IOException {
        AtomicReference<GatewayRequest> dispatched = new AtomicReference<>();
        Gateway gateway = mock(Gateway.class);
        when(gateway.name()).thenReturn("mock");
        when(gateway.newCall(any())).thenAnswer(asked -> {
            dispatched.set(asked.getArgument(0));
            GatewayCall call = mock(GatewayCall.class);
            when(call.dispatch()).thenReturn(GatewayResponse.of(200, Headers.empty(), RequestBody.none()));
            return call;
        });
        new BlockingRelay(Mounts.of(gateway), HostConfig.defaults())
                .serve(RequestReader.read(request), mock(BlockingSink.class));
        return dispatched.get();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jakarta.servlet.request.secure_protocol", "org.apache.tomcat.util.net.secure_protocol_version"})
    void takesOverAllThatAContainerSays(String protocolAttribute) throws IOException {
        X509Certificate certificate = mock(X509Certificate.class);
        when(request.isSecure()).thenReturn(true);
        when(request.getAttribute(protocolAttribute)).thenReturn("TLSv1.3");
        when(request.getAttribute("jakarta.servlet.request.cipher_suite")).thenReturn("TLS_AES_256_GCM_SHA384");
        when(request.getAttribute("jakarta.servlet.request.key_size")).thenReturn(256);
        when(request.getAttribute("jakarta.servlet.request.ssl_session_id")).thenReturn("0a");
        when(request.getAttribute("jakarta.servlet.request.X509Certificate"))
                .thenReturn(new X509Certificate[] {certificate});

        GatewayRequest read = read();

        assertEquals("/a%2Fb;v=1/c?", read.target());
        assertEquals("HTTP/2.0", read.protocol());
        assertEquals("https", read.scheme());
        assertEquals(List.of("1", ""), read.headers().all("X-Twice"));
        assertEquals("/192.0.2.1:4711", String.valueOf(read.remoteAddress()));
        assertEquals(8443, read.localAddress().getPort());
        assertEquals(new AuthenticatedUser("ann", ""), read.user());
        assertEquals(new TlsSession("TLSv1.3", "TLS_AES_256_GCM_SHA384", 256, "0a", List.of(certificate)), read.tls());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProxyThatEncryptsLeavesNoFacts(boolean secure) throws IOException {
        when(request.isSecure()).thenReturn(secure);

        GatewayRequest read = read();

        assertEquals(secure ? "https" : "http", read.scheme());
        assertTrue(read.tls() == null);
    }
}
