package org.gateway4j.ajp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.gateway4j.Endpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which endpoints other machines cannot reach. */
class LoopbackTest {

    @ParameterizedTest
    @CsvSource({
        "unix:/run/tomcat.sock, true",
        "localhost:8009, true",
        "LocalHost:8009, true",
        "127.0.0.1:8009, true",
        "127.1.2.3:8009, true",
        "[::1]:8009, true",
        "[0:0:0:0:0:0:0:1]:8009, true",
        "[::ffff:127.0.0.1]:8009, true",
        "127.example.org:8009, false",
        "127.0.0.1.example.org:8009, false",
        "localhost.example.org:8009, false",
        "192.0.2.1:8009, false",
        "[2001:db8::1]:8009, false"
    })
    void endpointsThatSayIt(String endpoint, boolean loopback) {
        assertEquals(loopback, Loopback.contains(Endpoint.parse(endpoint)));
    }
}
