package org.gateway4j.testkit.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a page is about: sections of requirements.
 *
 * @param introduction a paragraph before the sections
 */
record Catalogue(String title, String introduction, List<Section> sections) {

    Catalogue {
        Set<String> ids = new HashSet<>();
        for (Section section : sections) {
            for (Row row : section.rows()) {
                if (!ids.add(row.id())) {
                    throw new IllegalArgumentException(row.id() + " is there twice");
                }
            }
        }
    }

    /** Reads a catalogue: a stanza for the page, one for each section, and after it those of its rows. */
    static Catalogue of(String text) {
        List<Stanza> stanzas = Stanza.all(text);
        Stanza page = stanzas.get(0);
        page.allowOnly(Set.of("page", "introduction"));
        List<Section> sections = new ArrayList<>();
        int start = 1;
        for (int next = 2; next <= stanzas.size(); next++) {
            if (next == stanzas.size() || stanzas.get(next).kind().equals("section")) {
                sections.add(Section.of(stanzas.subList(start, next)));
                start = next;
            }
        }
        return new Catalogue(page.get("page"), page.get("introduction"), List.copyOf(sections));
    }

    Stream<Row> rows() {
        return sections.stream().flatMap(section -> section.rows().stream());
    }

    /** The rows of a status. */
    List<Row> rows(Status status) {
        return rows().filter(row -> row.status() == status).toList();
    }

    boolean has(String id) {
        return rows().anyMatch(row -> row.id().equals(id));
    }
}
