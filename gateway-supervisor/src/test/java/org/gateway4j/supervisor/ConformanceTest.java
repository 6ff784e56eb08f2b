package org.gateway4j.supervisor;

import java.io.IOException;
import org.gateway4j.testkit.conformance.ConformanceContract;

/** Holds docs/conformance/supervisor.md to its catalogue and to the tests. */
class ConformanceTest extends ConformanceContract {

    ConformanceTest() throws IOException {
        super("supervisor");
    }
}
