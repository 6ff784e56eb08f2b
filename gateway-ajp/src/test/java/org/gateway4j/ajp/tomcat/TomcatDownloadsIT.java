package org.gateway4j.ajp.tomcat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.ajp.containers.ContainerLine;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.testkit.Allocation;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.PatternStream;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that flow: large ones through constant memory, slow ones piece by piece. */
@OverEachTomcat
class TomcatDownloadsIT extends TomcatTest {

    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyByteArrives(boolean lengthIsAnnounced) throws Exception {
        long size = line == ContainerLine.TOMCAT_11_0 && driver == Driver.BLOCKING ? 1024 * MIB : 64 * MIB;
        String target = "/download?length=" + size + (lengthIsAnnounced ? "&announced=yes" : "");
        PatternStream.Expecting content = new PatternStream.Expecting();
        Allocation allocation = Allocation.ofThisThread();
        try (GatewayResponse response =
                gateway().dispatch(request("GET", target).build())) {
            assertEquals(
                    lengthIsAnnounced ? "" + size : null, response.headers().first("Content-Length"));
            assertEquals(size, response.body().transferTo(content));
        }
        if (driver == Driver.BLOCKING) {
            // Over a loop, this thread makes something for each wait.
            allocation.assertAtMost(MIB);
        }
        assertEquals(size, content.position());
        assertOneConnection();
    }

    /** The application writes an event when it is told that the one before has arrived, by another request. */
    @Test
    @Covers({"ajp/tomcat-flush", "ajp/complaint-9"})
    void eventsArriveOneByOne() throws Exception {
        GatewayRequest events = request("GET", "/events?5").build();
        try (GatewayResponse response = gateway().dispatch(events)) {
            assertNull(response.headers().first("Content-Length"));
            for (int i = 0; i < 5; i++) {
                assertEquals("data: " + i + "\n\n", Bytes.text(response.body().readNBytes(9)));
                assertEquals(200, get("/next").status());
            }
            assertEquals(-1, response.body().read());
        }
        assertEquals(2, gateway().stats().idle());
    }
}
