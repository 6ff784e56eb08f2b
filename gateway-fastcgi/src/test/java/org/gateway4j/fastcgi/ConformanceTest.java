package org.gateway4j.fastcgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.gateway4j.testkit.ConformancePage;
import org.junit.jupiter.api.Test;

/** Holds docs/conformance.md to what there is. */
class ConformanceTest {

    private static final Pattern NAMED_CASES = Pattern.compile("(?m)^\\| (\\d+)(?:–(\\d+))? \\|");
    private static final int CASES = 159;

    private static ConformancePage page() throws IOException {
        return new ConformancePage("conformance.md");
    }

    @Test
    void everyNamedTestExists() throws IOException {
        assertFalse(page().named().isEmpty());
        assertEquals(List.of(), page().missing(), "named in docs/conformance.md, but there is no such test");
    }

    @Test
    void everyCaseHasItsRow() throws IOException {
        List<Integer> cases = NAMED_CASES
                .matcher(page().text())
                .results()
                .flatMap(row -> numbers(row).boxed())
                .toList();
        assertEquals(IntStream.rangeClosed(1, CASES).boxed().toList(), cases);
    }

    private static IntStream numbers(MatchResult row) {
        int first = Integer.parseInt(row.group(1));
        return IntStream.rangeClosed(first, row.group(2) == null ? first : Integer.parseInt(row.group(2)));
    }

    @Test
    void everyTestOfAnAdvisoryIsNamed() throws IOException {
        List<String> forgotten =
                page().forgotten(AdvisoriesTest.class, AnswerAdvisoriesTest.class, NginxCasesTest.class);
        assertEquals(List.of(), forgotten, "not named in docs/conformance.md");
    }
}
