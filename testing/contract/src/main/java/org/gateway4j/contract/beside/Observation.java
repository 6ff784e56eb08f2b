package org.gateway4j.contract.beside;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What became of a request: what the application saw if it got that far, and what the client was told.
 *
 * @param byApplication whether it was the application that answered
 * @param facts what the application saw, by names, and what the client can tell apart: status, location, and the content
 *     of a file
 */
public record Observation(boolean byApplication, Map<String, String> facts) {

    /** What every answer has. */
    private static final Set<String> ALWAYS = Set.of("status", "location");

    /**
     * Reads the answer of a server at a port, of which only the number is left out.
     *
     * @param seen finds out what the application saw; nothing if it was not asked
     */
    public static Observation of(String answer, int port, Function<AnswerHead, Map<String, String>> seen) {
        AnswerHead head = AnswerHead.of(answer);
        Map<String, String> application = seen.apply(head);
        Map<String, String> facts = new TreeMap<>(application);
        facts.put("status", head.status());
        facts.put("location", path(head.field("Location"), port));
        if (application.isEmpty() && head.status().equals("200")) {
            facts.put("content", head.rest());
        }
        return new Observation(!application.isEmpty(), facts);
    }

    private static String path(String location, int port) {
        return location.replaceFirst("^http://[^/]*:" + port, "");
    }

    /** The facts that are not the same. Where only one of both was answered by the application, what that saw is not among them. */
    public Set<String> differences(Observation other) {
        Set<String> names = new TreeSet<>(facts.keySet());
        names.addAll(other.facts.keySet());
        if (byApplication != other.byApplication) {
            names.retainAll(ALWAYS);
        }
        names.removeIf(name -> Objects.equals(facts.get(name), other.facts.get(name)));
        return names;
    }

    public String fact(String name) {
        return facts.getOrDefault(name, "(none)");
    }
}
