package org.gateway4j.supervisor.internal;

import java.util.Set;

/** Adds a file to those that PHP reads after its php.ini: the only way for every setting, and none shows in the list of processes. */
public final class PhpIni {

    /** The name of the file in the directory of a process. */
    static final String FILE = "php.ini";

    private static final String SCANNED = "PHP_INI_SCAN_DIR";

    static final String CHILDREN = "PHP_FCGI_CHILDREN";

    static final String MOST_REQUESTS = "PHP_FCGI_MAX_REQUESTS";

    private static final Set<String> OWN = Set.of(SCANNED, CHILDREN, MOST_REQUESTS);

    private PhpIni() {}

    /** The environment in which PHP reads the file of a place, after those that it reads in any case. */
    static Variables scanned(Variables variables, Place place) {
        return variables.with(SCANNED, ":" + place.directory());
    }

    /**
     * Refuses variables that the recipes set themselves.
     *
     * @throws IllegalArgumentException if it is one
     */
    public static void checkFree(String name) {
        if (OWN.contains(name)) {
            throw new IllegalArgumentException("environment variable " + name + " is set by the supervisor");
        }
    }
}
