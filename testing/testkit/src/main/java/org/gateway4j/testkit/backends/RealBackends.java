package org.gateway4j.testkit.backends;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The real applications that integration tests run against. A test whose application is not installed is skipped, and the
 * build's output says so; where the environment sets {@code GATEWAY4J_REQUIRE_BACKENDS=true} it fails instead.
 *
 * <p>Needs JUnit where something is missing, and only there: what is not a test looks with {@link Installed} first.
 */
public final class RealBackends {

    private static final boolean REQUIRED = Boolean.parseBoolean(System.getenv("GATEWAY4J_REQUIRE_BACKENDS"));

    private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

    private RealBackends() {}

    /**
     * {@return a program without which the test makes no sense}
     *
     * @param name as of {@link Installed#program}
     */
    public static Path program(String name) {
        return Installed.program(name).orElseGet(() -> missing(name + " (" + Installed.PLACES + ")"));
    }

    /**
     * {@return a file or directory that some package installs}
     *
     * @param file where it is
     */
    public static Path installed(Path file) {
        return Files.exists(file) ? file : missing(file.toString());
    }

    /**
     * Asks for something that is known to be there or not, such as a library of a language.
     *
     * @param what its name, for whoever is to install it
     * @param there whether it is there
     */
    public static void require(String what, boolean there) {
        if (!there) {
            missing(what);
        }
    }

    private static Path missing(String what) {
        if (REPORTED.add(what)) {
            System.out.println("real backend not found: " + what);
        }
        if (REQUIRED) {
            return Assertions.fail("real backend not found: " + what + ", and GATEWAY4J_REQUIRE_BACKENDS is true");
        }
        return Assumptions.abort("real backend not found: " + what);
    }
}
