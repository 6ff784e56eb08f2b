package org.gateway4j.supervisor.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Output as lines for a log. */
class OutputLinesTest {

    private static List<String> lines(String output) {
        List<String> lines = new ArrayList<>();
        new OutputLines(lines::add).readAll(new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)));
        return lines;
    }

    @Test
    void linesOfEachKindOfEnd() {
        assertEquals(List.of("a", "b", "c"), lines("a\nb\r\n\n c"));
        assertEquals(List.of(), lines(""));
    }

    @Test
    void controlCharactersBecomeSpaces() {
        assertEquals(List.of("a [31mb c d"), lines("a\u001b[31mb\u2028c\u0085d"));
    }

    @Test
    void restOfALongLineIsLeftOut() {
        String longest = "x".repeat(OutputLines.LONGEST_LINE);
        assertEquals(List.of(longest, longest + "…", "y"), lines(longest + "\n" + longest + "xx\ny"));
    }
}
