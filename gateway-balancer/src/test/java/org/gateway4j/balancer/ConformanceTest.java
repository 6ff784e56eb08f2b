package org.gateway4j.balancer;

import java.io.IOException;
import org.gateway4j.testkit.conformance.ConformanceContract;

/** Holds docs/conformance/balancer.md to its catalogue and to the tests. */
class ConformanceTest extends ConformanceContract {

    ConformanceTest() throws IOException {
        super("balancer");
    }
}
