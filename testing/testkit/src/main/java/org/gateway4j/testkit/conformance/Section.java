package org.gateway4j.testkit.conformance;

import java.util.List;
import java.util.Set;

/**
 * The rows of one source.
 *
 * @param introduction a paragraph before the rows; may be empty
 */
record Section(String title, String introduction, List<Row> rows) {

    /** Reads a section: a stanza that names it, and those of its rows. */
    static Section of(List<Stanza> stanzas) {
        Stanza head = stanzas.get(0);
        head.allowOnly(Set.of("section", "introduction"));
        List<Row> rows =
                stanzas.subList(1, stanzas.size()).stream().map(Row::of).toList();
        return new Section(head.get("section"), head.get("introduction"), rows);
    }

    boolean hasSources() {
        return rows.stream().anyMatch(row -> !row.source().isEmpty());
    }
}
