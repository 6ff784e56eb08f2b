package org.gateway4j;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Header values, cookies, queries, session ids and variables reach neither a log line nor a message. */
class SecrecyTest {

    private static final String SECRET = "hunter2";

    static Stream<Object> printed() {
        Headers headers = Headers.of("Authorization", "Basic " + SECRET, "Cookie", "sid=" + SECRET);
        TlsSession tls = new TlsSession("TLSv1.3", "TLS_AES_128_GCM_SHA256", 128, SECRET, List.of());
        GatewayRequest.Builder builder = GatewayRequest.builder("POST", "http://me:" + SECRET + "@h/a?t=" + SECRET)
                .headers(headers)
                .tls(tls)
                .body(RequestBody.of(SECRET.getBytes(US_ASCII)))
                .variable("DB_PASSWORD", SECRET);
        return Stream.of(
                headers,
                headers.toBuilder(),
                tls,
                builder,
                builder.build(),
                builder.build().body());
    }

    @ParameterizedTest
    @MethodSource("printed")
    void nothingPrintsThem(Object value) {
        assertFalse(value.toString().contains(SECRET), value.toString());
    }

    static Stream<Arguments> refused() {
        GatewayRequest.Builder builder = GatewayRequest.get("/a?t=" + SECRET);
        return Stream.of(
                arguments("header value", (Executable) () -> builder.header("Cookie", "sid=" + SECRET + "\n")),
                arguments("variable", (Executable) () -> builder.variable("DB_PASSWORD", SECRET + "\u0000")),
                arguments("mount prefix", (Executable)
                        () -> builder.mountPrefix("/b").build()),
                arguments("path parameter", (Executable) () -> GatewayRequest.get("/a;jsessionid=" + SECRET)
                        .mountPrefix("/b")
                        .build()),
                arguments("TLS session", (Executable) () -> new TlsSession("", "", 0, SECRET + "\u0000", List.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void noRefusalNamesThem(String what, Executable refused) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, refused, what);
        assertFalse(e.getMessage().contains(SECRET), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a?t=" + SECRET,
                "ftp://me:" + SECRET + "@h/",
                "/a?t=" + SECRET + "\r\n",
                "*?t=" + SECRET,
                "/a#" + SECRET
            })
    void noRefusalOfATargetNamesThem(String target) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> GatewayRequest.get(target));
        assertFalse(e.getMessage().contains(SECRET), e.getMessage());
    }
}
