package org.gateway4j.testkit.conformance;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A requirement, and how Gateway4j meets it.
 *
 * @param id the name for annotations, unique in its catalogue
 * @param source where the requirement stands; may be empty
 * @param requirement what is asked for
 * @param status how Gateway4j meets it
 * @param here what Gateway4j does; may be empty if it conforms
 * @param why the reason for a deviation; empty for the others
 */
record Row(String id, String source, String requirement, Status status, String here, String why) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]+");
    private static final Set<String> KEYS = Set.of("row", "source", "requirement", "why");

    Row {
        check(ID.matcher(id).matches(), id, "an id is of letters, digits, dots and hyphens");
        check(!requirement.isEmpty(), id, "a row has a requirement");
        check(status == Status.CONFORMS || !here.isEmpty(), id, "a row that does not conform says what happens");
        check((status == Status.DEVIATES) != why.isEmpty(), id, "a deviation says why, and nothing else does");
    }

    private static void check(boolean holds, String id, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(id + ": " + rule);
        }
    }

    /** Reads a row, whose status is the key of what Gateway4j does. */
    static Row of(Stanza stanza) {
        Status[] given = Stream.of(Status.values())
                .filter(status -> stanza.has(status.key()))
                .toArray(Status[]::new);
        check(given.length == 1, stanza.get("row"), "a row has one status");
        Status status = given[0];
        stanza.allowOnly(Stream.concat(KEYS.stream(), Stream.of(status.key())).collect(Collectors.toSet()));
        return new Row(
                stanza.get("row"),
                stanza.get("source"),
                stanza.get("requirement"),
                status,
                stanza.get(status.key()),
                stanza.get("why"));
    }
}
