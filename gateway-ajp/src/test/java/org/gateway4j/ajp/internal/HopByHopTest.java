package org.gateway4j.ajp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gateway4j.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields go on to a container. */
class HopByHopTest {

    /** The names of the fields that go on. */
    private static List<String> passed(String... fields) {
        Headers.Builder builder = Headers.builder();
        for (int i = 0; i < fields.length; i += 2) {
            builder.add(fields[i], fields[i + 1]);
        }
        Headers headers = builder.build();
        Set<String> named = HopByHop.named(headers);
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            if (!HopByHop.isAlways(name) && !HopByHop.isNamed(named, name)) {
                passed.add(name);
            }
        }
        return passed;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length",
                "Transfer-Encoding",
                "TE",
                "Trailer",
                "Keep-Alive",
                "Proxy-Connection",
                "Proxy-Authorization",
                "Upgrade",
                "HTTP2-Settings",
                "Expect"
            })
    void fieldsOfTheConnection(String name) {
        assertEquals(List.of("X"), passed(name, "1", "X", "y", name.toLowerCase(java.util.Locale.ROOT), "2"));
    }

    @Test
    void fieldsThatTheConnectionNames() {
        assertEquals(
                List.of("X-End"),
                passed(
                        "X-Hop",
                        "1",
                        "Connection",
                        "close, x-hop",
                        "X-End",
                        "2",
                        "connection",
                        ",X-Other ,\t,",
                        "X-OTHER",
                        "3",
                        "Close",
                        "4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep-alive", "Close", "", ",", "X-En", "X-End-2", "X-End;q=1", "\"X-End\""})
    void nothingElseIsNamed(String options) {
        assertEquals(List.of("X-End"), passed("Connection", options, "X-End", "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "Authorization",
                "Cookie",
                "Cache-Control",
                "Content-Type",
                "Content-Encoding",
                "Content-Range",
                "Range",
                "Origin",
                "Referer",
                "Forwarded",
                "Via",
                "X-Real-IP",
                "X-Forwarded-For",
                "x-forwarded-proto"
            })
    void noClientCanTakeFromTheApplication(String name) {
        assertEquals(List.of(name), passed("Connection", "close, " + name, name, "1"));
    }
}
