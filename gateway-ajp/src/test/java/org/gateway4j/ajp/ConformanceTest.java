package org.gateway4j.ajp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.gateway4j.Gateway;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.testkit.conformance.ConformanceContract;
import org.junit.jupiter.api.Test;

/** Holds docs/conformance/ajp.md to its catalogue and to the tests. */
class ConformanceTest extends ConformanceContract {

    ConformanceTest() throws IOException {
        super("ajp");
    }

    /** These are about settings, and about paths that are refused before a driver has the request. */
    @Test
    void rowsOfExchangesAreShownOverEachDriver() {
        assertEquals(
                List.of("AjpGatewayTest", "ConfinementIT"), coveringCallers(Gateway.class, "dispatch", Driver.class));
    }
}
