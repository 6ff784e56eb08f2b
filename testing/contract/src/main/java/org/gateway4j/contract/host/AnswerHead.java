package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/**
 * The head of an answer, as it stands on the wire.
 *
 * @param lines the status line and the fields
 */
public record AnswerHead(List<String> lines) {

    /** {@return the status} */
    public int status() {
        assertTrue(lines.get(0).matches("HTTP/1\\.1 [1-9][0-9]{2}( .*)?"), lines.get(0));
        return Integer.parseInt(lines.get(0).substring(9, 12));
    }

    /**
     * {@return the values of all fields of a name, in their order}
     *
     * @param name in any case
     */
    public List<String> all(String name) {
        return lines.stream()
                .skip(1)
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    /**
     * {@return the value of the one field of a name}
     *
     * @param name in any case
     */
    public String only(String name) {
        List<String> values = all(name);
        assertEquals(1, values.size(), () -> "fields " + name + " in " + lines);
        return values.get(0);
    }

    /**
     * {@return whether there is a field of a name}
     *
     * @param name in any case
     */
    public boolean has(String name) {
        return !all(name).isEmpty();
    }

    /** {@return whether the connection ends after this answer} */
    public boolean closes() {
        return all("Connection").stream().anyMatch(value -> value.equalsIgnoreCase("close"));
    }

    /** How the end of the body is known, by RFC 9112 section 6.3. */
    Framing framing(String method) {
        boolean chunked = has("Transfer-Encoding");
        assertTrue(!chunked || !has("Content-Length"), () -> "two framings: " + lines);
        if (method.equals("HEAD") || status() < 200 || status() == 204 || status() == 304) {
            return Framing.NONE;
        }
        if (chunked) {
            assertEquals("chunked", only("Transfer-Encoding"));
            return Framing.CHUNKS;
        }
        return has("Content-Length") ? Framing.LENGTH : Framing.CLOSE;
    }
}
