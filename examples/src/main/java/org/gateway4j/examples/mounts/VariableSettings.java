package org.gateway4j.examples.mounts;

import java.util.Map;
import org.gateway4j.GatewayRequest;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;

/** The settings {@code env.NAME}: variables that each request gets. */
final class VariableSettings {

    private VariableSettings() {}

    /** Takes them all; none may be a variable that only the server sets. */
    static Map<String, String> take(Settings settings) throws UsageException {
        Map<String, String> variables = settings.takeAll("env.");
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            try {
                GatewayRequest.get("/").variable(variable.getKey(), variable.getValue());
            } catch (IllegalArgumentException e) {
                throw settings.refuse("env." + variable.getKey(), variable.getValue(), String.valueOf(e.getMessage()));
            }
        }
        return variables;
    }
}
