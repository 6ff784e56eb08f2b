package org.gateway4j.examples.beside;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gateway4j.fastcgi.php.ServerVariables;

/**
 * What became of a request: what PHP saw if it got that far, and what the client was told.
 *
 * @param byPhp whether it was PHP that answered
 * @param facts PHP's variables by their names, and what the client can tell apart: status, location, and the content of a
 *     file
 */
record Observation(boolean byPhp, Map<String, String> facts) {

    /** What every answer has. */
    private static final Set<String> ALWAYS = Set.of("status", "location");

    /** Reads the answer of a server at a port, of which only the number is left out. */
    static Observation of(String answer, int port) {
        String last = withoutInterim(answer);
        int end = last.indexOf("\r\n\r\n");
        String head = end < 0 ? last : last.substring(0, end);
        Map<String, String> facts = new TreeMap<>();
        facts.put("status", head.isEmpty() ? "none" : head.split(" ", 3)[1]);
        facts.put("location", path(field(head, "Location"), port));
        String variables = field(head, ServerVariables.HEADER);
        if (!variables.isEmpty()) {
            facts.putAll(ServerVariables.parseHeader(variables));
        } else if (facts.get("status").equals("200")) {
            facts.put("content", last.substring(end));
        }
        return new Observation(!variables.isEmpty(), facts);
    }

    private static String withoutInterim(String answer) {
        return answer.startsWith("HTTP/1.1 100") ? answer.substring(answer.indexOf("\r\n\r\n") + 4) : answer;
    }

    private static String field(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    private static String path(String location, int port) {
        return location.replaceFirst("^http://[^/]*:" + port, "");
    }

    /** The facts that are not the same. Where only one of both was answered by PHP, its variables are not among them. */
    Set<String> differences(Observation other) {
        Set<String> names = new TreeSet<>(facts.keySet());
        names.addAll(other.facts.keySet());
        if (byPhp != other.byPhp) {
            names.retainAll(ALWAYS);
        }
        names.removeIf(name -> Objects.equals(facts.get(name), other.facts.get(name)));
        return names;
    }

    String fact(String name) {
        return facts.getOrDefault(name, "(none)");
    }
}
