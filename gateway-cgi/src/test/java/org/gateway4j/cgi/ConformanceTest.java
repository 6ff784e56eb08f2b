package org.gateway4j.cgi;

import java.io.IOException;
import org.gateway4j.testkit.conformance.ConformanceContract;

/** Holds docs/conformance/cgi.md to its catalogue and to the tests. */
class ConformanceTest extends ConformanceContract {

    ConformanceTest() throws IOException {
        super(
                "cgi",
                AdvisoriesTest.class,
                Rfc3875Test.class,
                GoCasesTest.class,
                HttpdCasesTest.class,
                LighttpdCasesTest.class,
                NginxCgiCasesTest.class,
                PythonCasesTest.class,
                CherokeeCasesTest.class,
                ScriptEndsTest.class,
                ScriptChaosTest.class);
    }
}
