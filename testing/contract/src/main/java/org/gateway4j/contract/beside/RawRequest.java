package org.gateway4j.contract.beside;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request as it goes over the wire.
 *
 * @param name what is special about it
 * @param text its bytes, one octet a character
 */
public record RawRequest(String name, String text) {

    private static final String EOL = "\r\n";
    private static final String HOST = "Host: example.org";

    public static RawRequest get(String name, String target, String... fields) {
        return request(name, "GET", target, fields);
    }

    /** Without a body. */
    public static RawRequest request(String name, String method, String target, String... fields) {
        return lines(name, Stream.concat(Stream.of(method + " " + target + " HTTP/1.1", HOST), Stream.of(fields)));
    }

    public static RawRequest post(String name, String type, String body, String... fields) {
        return withBody(name, "POST", "/info.php", type, body, fields);
    }

    public static RawRequest withBody(
            String name, String method, String target, String type, String body, String... fields) {
        Stream<String> ofBody = Stream.of("Content-Type: " + type, "Content-Length: " + body.length());
        return request(
                        name,
                        method,
                        target,
                        Stream.concat(ofBody, Stream.of(fields)).toArray(String[]::new))
                .followedBy(body);
    }

    /** Each piece of the body in a chunk of its own. */
    public static RawRequest chunked(String name, String... pieces) {
        StringBuilder body = new StringBuilder();
        for (String piece : pieces) {
            body.append(Integer.toHexString(piece.length())).append(EOL);
            body.append(piece).append(EOL);
        }
        return request(name, "POST", "/info.php", "Content-Type: text/plain", "Transfer-Encoding: chunked")
                .followedBy(body.append("0" + EOL + EOL).toString());
    }

    /** A request line and fields. */
    public static RawRequest lines(String name, String... lines) {
        return lines(name, Stream.of(lines));
    }

    /** The connection ends after the answer. Some servers look for that in the first such field only. */
    private static RawRequest lines(String name, Stream<String> lines) {
        List<String> head = new ArrayList<>(lines.toList());
        head.add(1, "Connection: close");
        return new RawRequest(name, String.join(EOL, head) + EOL + EOL);
    }

    private RawRequest followedBy(String body) {
        return new RawRequest(name, text + body);
    }

    @Override
    public String toString() {
        return name;
    }
}
