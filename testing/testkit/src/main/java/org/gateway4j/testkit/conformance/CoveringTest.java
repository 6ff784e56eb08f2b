package org.gateway4j.testkit.conformance;

import java.util.Comparator;
import java.util.Set;

/**
 * A test, as the classes that run it have it.
 *
 * @param type the class that declares it
 * @param covered pages and rows that it covers
 * @param disabled whether it, or a class that runs it, is disabled
 */
record CoveringTest(String type, String method, Set<String> covered, boolean disabled)
        implements Comparable<CoveringTest> {

    private static final Comparator<CoveringTest> BY_NAME =
            Comparator.comparing(CoveringTest::name).thenComparing(CoveringTest::disabled);

    String name() {
        return type + "#" + method;
    }

    @Override
    public int compareTo(CoveringTest other) {
        return BY_NAME.compare(this, other);
    }
}
