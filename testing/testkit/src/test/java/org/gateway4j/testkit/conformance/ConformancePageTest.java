package org.gateway4j.testkit.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A catalogue and tests, both written by hand, make a page that is written by hand. */
class ConformancePageTest {

    private static String read(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(ConformancePageTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }

    @Test
    void pageHoldsCountsDeviationsAndTheTestsOfEachRow() throws IOException {
        TestScan scan = KettleSamples.scan(
                KettleSamples.Shared.class, KettleSamples.Electric.class, KettleSamples.Pouring.class);
        Catalogue catalogue = Catalogue.of(read("sample.txt"));
        String page = new ConformancePage(catalogue, new Coverage("kettle", scan.tests())).text();
        assertEquals(read("sample.md"), page);
    }
}
