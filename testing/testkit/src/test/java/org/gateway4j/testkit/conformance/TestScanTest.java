package org.gateway4j.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which tests are found, and what is wrong with them. */
class TestScanTest {

    private static Set<String> names(TestScan scan) {
        return scan.tests().stream().map(CoveringTest::name).collect(Collectors.toSet());
    }

    @Test
    void sharedTestIsFoundWhereAClassInheritsIt() {
        assertEquals(Set.of(), names(KettleSamples.scan(KettleSamples.Shared.class)));
        assertEquals(
                Set.of(
                        "KettleSamples.Shared#whistles",
                        "KettleSamples.Electric#boils",
                        "KettleSamples.Electric#shines"),
                names(KettleSamples.scan(KettleSamples.Shared.class, KettleSamples.Electric.class)));
    }

    @Test
    void everyAnnotationIsRead() {
        TestScan scan =
                KettleSamples.scan(KettleSamples.Shared.class, KettleSamples.Pouring.class, KettleSamples.Broken.class);
        assertEquals(Set.of("kettle/boil", "kettle/stop", "kettle/pour", "kettle/handle", "pan/fry"), scan.covered());
    }

    @Test
    void annotationOnWhatIsNoTestIsTold() {
        List<String> noTests =
                List.copyOf(KettleSamples.scan(KettleSamples.Broken.class).noTests());
        assertEquals(1, noTests.size());
        assertTrue(noTests.get(0).contains("noTest"), noTests::toString);
    }

    @Test
    void disabledTestsAreTold() {
        Coverage coverage = new Coverage(
                "kettle", KettleSamples.scan(KettleSamples.Broken.class).tests());
        assertEquals(List.of("KettleSamples.Broken#leaks"), coverage.disabled());
    }

    @Test
    void testIsDisabledWithAClassThatRunsIt() {
        Coverage coverage = new Coverage(
                "kettle", KettleSamples.scan(KettleSamples.Broken.Rusty.class).tests());
        assertEquals(List.of("KettleSamples.Pouring#fast", "KettleSamples.Pouring#slowly"), coverage.disabled());
    }

    @Test
    void testWithoutARowIsTold() {
        Coverage coverage = new Coverage(
                "kettle", KettleSamples.scan(KettleSamples.Electric.class).tests());
        assertEquals(List.of("KettleSamples.Electric#shines"), coverage.uncovering(Set.of("KettleSamples.Electric")));
    }

    @Test
    void callerWithoutAParameterIsTold() {
        TestScan scan = KettleSamples.scan(
                KettleSamples.Filled.class,
                KettleSamples.Small.class,
                KettleSamples.Measured.class,
                KettleSamples.Electric.class);
        assertEquals(
                List.of("KettleSamples.Small"), scan.coveringCallers(KettleSamples.Tap.class, "open", Integer.class));
        assertEquals(List.of(), scan.coveringCallers(KettleSamples.Tap.class, "close", Integer.class));
    }
}
