package org.gateway4j.testkit.conformance;

import java.util.Locale;

/** How Gateway4j meets a requirement. */
enum Status {
    CONFORMS("Conforms", "Gateway4j meets the requirement, and tests show it."),
    DEVIATES("Deviates", "Gateway4j does something else, on purpose."),
    REFUSED("Refused", "Gateway4j leaves the feature out, on purpose."),
    NOT_APPLICABLE("Not applicable", "The host or the application has to meet the requirement.");

    private final String text;
    private final String meaning;

    Status(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    /** The key of a catalogue. */
    String key() {
        return text.toLowerCase(Locale.ROOT);
    }

    String meaning() {
        return meaning;
    }

    @Override
    public String toString() {
        return text;
    }
}
