package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;
import org.gateway4j.testkit.ConformancePage;
import org.junit.jupiter.api.Test;

/** Holds docs/conformance-cgi.md to what there is. */
class ConformanceTest {

    @Test
    void everyNamedTestExists() throws IOException {
        ConformancePage page = new ConformancePage("conformance-cgi.md");
        assertFalse(page.named().isEmpty());
        assertEquals(List.of(), page.missing(), "named in docs/conformance-cgi.md, but there is no such test");
    }

    @Test
    void everyCaseIsNamed() throws IOException {
        List<String> forgotten = new ConformancePage("conformance-cgi.md")
                .forgotten(
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
        assertEquals(List.of(), forgotten, "not named in docs/conformance-cgi.md");
    }
}
