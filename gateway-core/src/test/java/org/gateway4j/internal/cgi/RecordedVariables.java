package org.gateway4j.internal.cgi;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps variables in order and refuses a second one of the same name. */
final class RecordedVariables implements VariableSink {

    private final Map<String, String> variables = new LinkedHashMap<>();

    @Override
    public void put(String name, String value) {
        String before = variables.put(name, value);
        if (before != null) {
            throw new AssertionError(name + " was written twice, as " + before + " and " + value);
        }
    }

    Map<String, String> variables() {
        return variables;
    }
}
