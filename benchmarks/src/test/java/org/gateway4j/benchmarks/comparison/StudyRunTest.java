package org.gateway4j.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.gateway4j.testkit.OneJdk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs each study for a moment: what it then measures means nothing, but it shows that it works. */
@OneJdk
class StudyRunTest {

    @ParameterizedTest
    @EnumSource(Study.class)
    void givesFigures(Study study) throws Exception {
        List<Result> results = new ArrayList<>();

        study.run(Plan.momentary(), results::add);

        assertFalse(results.isEmpty());
        for (Result result : results) {
            assertTrue(Double.isFinite(result.median()), result::row);
            assertFalse(result.detail().contains("errors"), result::row);
        }
    }
}
