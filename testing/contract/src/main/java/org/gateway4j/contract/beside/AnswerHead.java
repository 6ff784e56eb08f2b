package org.gateway4j.contract.beside;

/**
 * The head of an answer, and what follows it.
 *
 * @param text the status line and the fields; empty if nothing came
 * @param rest from the empty line on
 */
public record AnswerHead(String text, String rest) {

    /** Reads the last head of an answer, which may have interim ones before it. */
    public static AnswerHead of(String answer) {
        String last = answer.startsWith("HTTP/1.1 100") ? answer.substring(answer.indexOf("\r\n\r\n") + 4) : answer;
        int end = last.indexOf("\r\n\r\n");
        return end < 0 ? new AnswerHead(last, "") : new AnswerHead(last.substring(0, end), last.substring(end));
    }

    public String status() {
        return text.isEmpty() ? "none" : text.split(" ", 3)[1];
    }

    /** The first field of a name, or an empty string. */
    public String field(String name) {
        return text.lines()
                .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }
}
