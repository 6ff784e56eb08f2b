package org.gateway4j.examples.demo;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Optional;

/** Real backends: where GATEWAY4J_REQUIRE_BACKENDS is true a missing one fails the test, else it skips it. */
final class Required {

    private Required() {}

    static <T> T backend(String name, Optional<T> found) {
        if (found.isPresent()) {
            return found.get();
        }
        String message = name + " is not installed";
        return "true".equals(System.getenv("GATEWAY4J_REQUIRE_BACKENDS")) ? fail(message) : abort(message);
    }
}
