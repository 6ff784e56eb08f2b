package org.gateway4j.scgi;

import java.io.IOException;
import org.gateway4j.testkit.conformance.ConformanceContract;

/** Holds docs/conformance/scgi.md to its catalogue and to the tests. */
class ConformanceTest extends ConformanceContract {

    ConformanceTest() throws IOException {
        super("scgi");
    }
}
