package org.gateway4j.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses in the form that applications compare with (RFC 5952). */
class AddressLiteralsTest {

    @ParameterizedTest
    @Covers("cgi/rfc3875-4.1.8")
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::1, ::1",
        "::, ::",
        "2001:DB8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:1:2:3:4:0:0, 2001:db8:1:2:3:4::",
        "fe80::1%1, fe80::1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8"
    })
    void literalIsTheShortestForm(String given, String literal) throws Exception {
        assertEquals(literal, AddressLiterals.of(new InetSocketAddress(InetAddress.getByName(given), 80)));
    }

    @Test
    void nameThatIsNotResolvedHasNone() {
        assertNull(AddressLiterals.of(null));
        assertNull(AddressLiterals.of(InetSocketAddress.createUnresolved("localhost", 80)));
    }
}
