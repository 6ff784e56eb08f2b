package org.gateway4j.ajp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.gateway4j.testkit.ConformancePage;
import org.junit.jupiter.api.Test;

/** Holds docs/conformance-ajp.md to what there is. */
class ConformanceTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\|(?!---).*");
    private static final Pattern SHORTEST_REASON = Pattern.compile("[^`|]{20,}|`\\w+#\\w+`");

    @Test
    void everyNamedTestExists() throws IOException {
        ConformancePage page = new ConformancePage("conformance-ajp.md");
        assertFalse(page.named().isEmpty());
        assertEquals(List.of(), page.missing(), "named in docs/conformance-ajp.md, but there is no such test");
    }

    /** The last cell of each row but a table's first names a test, or gives a reason. */
    @Test
    void everyRowHasATestOrAReason() throws IOException {
        List<String> empty = ROW.matcher(new ConformancePage("conformance-ajp.md").text())
                .results()
                .map(row -> row.group().strip())
                .filter(row -> !row.endsWith("| Test |") && !row.endsWith("| Test or reason |"))
                .filter(row -> !SHORTEST_REASON
                        .matcher(row.substring(row.lastIndexOf('|', row.length() - 2)))
                        .find())
                .toList();
        assertEquals(List.of(), empty);
    }
}
