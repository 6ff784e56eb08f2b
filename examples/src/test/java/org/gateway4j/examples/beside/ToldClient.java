package org.gateway4j.examples.beside;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gateway4j.contract.beside.AnswerHead;
import org.gateway4j.contract.beside.Observation;

/**
 * What a client was told: status, fields, body, and whether the body is whole by its own framing. Fields of the connection
 * and of the server itself are left out. A failure that the server tells of itself is {@code refused}, whatever its page.
 */
final class ToldClient {

    private static final Set<String> OF_THE_SERVER =
            Set.of("date", "server", "connection", "keep-alive", "transfer-encoding", "x-answer");

    private static final Set<String> FAILURES = Set.of("500", "502", "none");

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3})(?![0-9])");

    private ToldClient() {}

    static Observation of(String method, String answer) {
        int end = answer.indexOf("\r\n\r\n");
        AnswerHead head = new AnswerHead(end < 0 ? answer : answer.substring(0, end), "");
        String rest = end < 0 ? "" : answer.substring(end + 4);
        boolean byApplication = !head.field(OddAnswer.MARK).isEmpty();
        String status = status(head);
        if (!byApplication && FAILURES.contains(status)) {
            return new Observation(false, Map.of("status", "refused"));
        }
        Map<String, String> facts = new TreeMap<>();
        facts.put("status", status);
        fields(head).forEach(facts::put);
        body(method, head, rest, facts);
        return new Observation(true, facts);
    }

    /** The three digits, which is all that a client looks at. */
    private static String status(AnswerHead head) {
        Matcher digits = STATUS.matcher(head.text());
        return digits.lookingAt() ? digits.group(1) : head.text().isEmpty() ? "none" : "unreadable";
    }

    private static Map<String, String> fields(AnswerHead head) {
        Map<String, String> fields = new TreeMap<>();
        List<String> lines = Arrays.asList(head.text().split("\r\n", -1));
        for (String line : lines.subList(1, lines.size())) {
            int colon = Math.max(line.indexOf(':'), 0);
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (!OF_THE_SERVER.contains(name)) {
                fields.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
            }
        }
        return fields;
    }

    private static void body(String method, AnswerHead head, String rest, Map<String, String> facts) {
        String length = head.field("Content-Length");
        boolean bodiless = method.equals("HEAD") || Set.of("204", "304").contains(head.status());
        if (!head.field("Transfer-Encoding").isEmpty() && !bodiless) {
            facts.put("body", unchunked(rest));
            facts.put("whole", "" + rest.endsWith("0\r\n\r\n"));
        } else {
            facts.put("body", rest);
            facts.put("whole", "" + (bodiless || length.isEmpty() || length.equals("" + rest.length())));
            if (!bodiless && length.equals("" + rest.length())) {
                facts.remove("content-length");
            }
        }
    }

    private static String unchunked(String rest) {
        StringBuilder body = new StringBuilder();
        int start = 0;
        for (int end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n", start)) {
            int size = Integer.parseInt(rest.substring(start, end), 16);
            body.append(rest, end + 2, Math.min(end + 2 + size, rest.length()));
            start = end + 4 + size;
        }
        return body.toString();
    }
}
