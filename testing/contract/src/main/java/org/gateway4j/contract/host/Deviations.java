package org.gateway4j.contract.host;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cases of the contract that a host cannot pass, each with the reason. A case that is listed must fail: one that passes
 * is no deviation any more, and its entry has to go. Immutable.
 */
public final class Deviations {

    private static final Deviations NONE = new Deviations(Map.of());

    private final Map<String, String> reasons;

    private Deviations(Map<String, String> reasons) {
        this.reasons = reasons;
    }

    /** {@return none} */
    public static Deviations none() {
        return NONE;
    }

    /**
     * Adds a case.
     *
     * @param testCase the name of the test; behind it, if it has parameters and deviates for some of them only, the arguments in
     *     brackets: {@code passesTheTarget[/app/a%2Fb]}
     * @param reason what the host does instead, and why the adapter cannot change that
     * @return a changed copy
     * @throws IllegalArgumentException if the case is listed already
     */
    public Deviations with(String testCase, String reason) {
        Map<String, String> more = new LinkedHashMap<>(reasons);
        if (more.put(testCase, reason) != null) {
            throw new IllegalArgumentException("deviation " + testCase + " is listed twice");
        }
        return new Deviations(more);
    }

    /** The listed cases. */
    Set<String> cases() {
        return reasons.keySet();
    }

    /** Why a case deviates, or null if it does not. */
    @Nullable
    String reason(String testCase) {
        return reasons.get(testCase);
    }
}
