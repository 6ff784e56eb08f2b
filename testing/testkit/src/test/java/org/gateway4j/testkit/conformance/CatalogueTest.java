package org.gateway4j.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a catalogue may say. */
class CatalogueTest {

    private static Catalogue catalogue(String rows) {
        return Catalogue.of("page: Kettle\n\nsection: Water\n\n" + rows);
    }

    @Test
    void rowIsReadWithItsContinuedLines() {
        Row row = catalogue("row: a\nsource: 1\nrequirement: one\n  line\ndeviates: no\nwhy: reasons\n")
                .rows()
                .findFirst()
                .orElseThrow();
        assertEquals(new Row("a", "1", "one line", Status.DEVIATES, "no", "reasons"), row);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    row: a;requirement: r                              | one status
                    row: a;requirement: r;conforms:;refused: no        | one status
                    row: a;conforms:                                   | has a requirement
                    row: a b;requirement: r;conforms:                  | letters
                    row: a;requirement: r;deviates: no                 | says why
                    row: a;requirement: r;conforms:;why: reasons       | says why
                    row: a;requirement: r;refused:                     | says what happens
                    row: a;requirement: r;conforms:;color: red         | keys other than
                    row: a;requirement: r;requirement: r;conforms:     | given twice
                    row: a;requirement r;conforms:                     | no key
                    row: a;requirement: r;conforms:;;row: a;requirement: r;conforms: | there twice
                    """)
    void incompleteRowIsRefused(String lines, String message) {
        String rows = lines.replace(';', '\n');
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> catalogue(rows));
        assertTrue(refusal.getMessage().contains(message), refusal::getMessage);
    }
}
