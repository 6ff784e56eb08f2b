package org.gateway4j.contract.beside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the same requests met at the host and at another server, and the differences that are meant. */
public final class Comparison {

    /** What a request met at both servers. */
    private record Pair(Observation host, Observation other) {

        Set<String> differences() {
            return host.differences(other);
        }
    }

    private final String other;
    private final List<ListedDifference> listed;
    private final List<ListedDifference> tolerated = new ArrayList<>();
    private final Map<String, Pair> observed = new LinkedHashMap<>();

    /** The comparison with a server, of which some differences are listed. */
    public Comparison(String other, List<ListedDifference> listed) {
        this.other = other;
        this.listed = listed;
    }

    /** Accepts these differences, too, if they occur. */
    public Comparison tolerating(List<ListedDifference> more) {
        tolerated.addAll(more);
        return this;
    }

    public void add(String request, Observation atHost, Observation atOther) {
        observed.put(request, new Pair(atHost, atOther));
    }

    /** The names of what was asked. */
    public Set<String> requests() {
        return observed.keySet();
    }

    /** Fails on differences that are not listed. */
    public void assertSame(String request) {
        Pair pair = Objects.requireNonNull(observed.get(request), request);
        Set<String> unlisted = pair.differences();
        unlisted.removeIf(fact -> Stream.of(listed, tolerated)
                .flatMap(List::stream)
                .anyMatch(difference -> difference.covers(request, fact)));

        assertEquals("", describe(unlisted, pair));
    }

    private String describe(Set<String> facts, Pair pair) {
        return facts.stream()
                .map(fact -> fact + ": host " + pair.host().fact(fact) + ", " + other + " "
                        + pair.other().fact(fact))
                .collect(Collectors.joining("\n"));
    }

    /** Fails on listed differences that are none: in every request that they name, or, if they name none, in all. */
    public void assertListedOccur() {
        List<String> gone = new ArrayList<>();
        for (ListedDifference difference : listed) {
            Set<String> same = difference.requests().stream()
                    .filter(request -> !differs(request, difference.fact()))
                    .collect(Collectors.toSet());
            boolean nowhere = observed.keySet().stream().noneMatch(request -> differs(request, difference.fact()));
            if (!same.isEmpty() || nowhere) {
                gone.add(other + ": " + difference.fact() + " " + same);
            }
        }
        assertEquals(List.of(), gone);
    }

    private boolean differs(String request, String fact) {
        Pair pair = observed.get(request);
        return pair != null && pair.differences().contains(fact);
    }

    public void assertListedHaveReasons() {
        for (ListedDifference difference : listed) {
            assertTrue(difference.reason().length() > 20, difference::toString);
        }
    }
}
