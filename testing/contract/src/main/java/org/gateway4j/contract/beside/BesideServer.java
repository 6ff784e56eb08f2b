package org.gateway4j.contract.beside;

import java.util.Set;
import org.gateway4j.testkit.OneJdk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The host and another server before the same application: the same comes of each request, but for listed differences. */
@TestInstance(Lifecycle.PER_CLASS)
@OneJdk
public abstract class BesideServer {

    private Comparison comparison;

    /** Sends each request to both. */
    protected abstract Comparison observe() throws Exception;

    @BeforeAll
    final void compare() throws Exception {
        comparison = observe();
    }

    final Set<String> requests() {
        return comparison.requests();
    }

    @ParameterizedTest
    @MethodSource("requests")
    final void theSameComesOf(String request) {
        comparison.assertSame(request);
    }

    @Test
    final void everyListedDifferenceOccurs() {
        comparison.assertListedOccur();
    }

    @Test
    final void everyListedDifferenceHasAReason() {
        comparison.assertListedHaveReasons();
    }
}
