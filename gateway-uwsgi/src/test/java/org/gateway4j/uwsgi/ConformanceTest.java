package org.gateway4j.uwsgi;

import java.io.IOException;
import org.gateway4j.testkit.conformance.ConformanceContract;

/** Holds docs/conformance/uwsgi.md to its catalogue and to the tests. */
class ConformanceTest extends ConformanceContract {

    ConformanceTest() throws IOException {
        super("uwsgi");
    }
}
