package org.gateway4j.host.internal;

import org.gateway4j.Headers;
import org.gateway4j.ResponseFacts;
import org.gateway4j.host.HeaderRules;
import org.gateway4j.host.ResponseHead;

/** Makes the head that a client gets of the head that an application has sent. */
final class ResponseRules {

    /** Fields that occur once. */
    private static final FieldNames SINGLE = new FieldNames("Content-Type", "Date", "Server");

    private ResponseRules() {}

    /**
     * The head of a response.
     *
     * @param headOnly whether the client's request was a HEAD, which a local redirect turns into a GET
     */
    static ResponseHead head(ResponseFacts response, HeaderRules rules, boolean headOnly) {
        Headers passed = passed(response.headers());
        Headers headers = rules == HeaderRules.none() ? passed : passed(rules.apply(passed));
        boolean hasBody = response.hasBody() && !headOnly && response.contentLength() != 0;
        return new ResponseHead(response.status(), response.reason(), headers, length(response, headOnly), hasBody);
    }

    /** RFC 9110 section 8.6. */
    private static long length(ResponseFacts response, boolean headOnly) {
        int status = response.status();
        if (status == 204) {
            return -1;
        }
        return headOnly || status == 304 ? response.declaredLength() : response.contentLength();
    }

    /** Without what frames the body or concerns the connection: that is the host's. */
    private static Headers passed(Headers given) {
        HopByHop hopByHop = HopByHop.of(given.all("Connection"));
        Headers.Builder headers = Headers.builder();
        for (int i = 0; i < given.size(); i++) {
            String name = given.name(i);
            boolean repeated = SINGLE.contains(name) && given.indexOf(name, 0) < i;
            if (!repeated && !hopByHop.contains(name) && !name.equalsIgnoreCase("Content-Length")) {
                headers.add(name, withoutControls(given.value(i)));
            }
        }
        return headers.build();
    }

    /** Control characters are replaced by blanks (RFC 9110 section 5.5): some hosts refuse to send such a head. */
    private static String withoutControls(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (isControl(value.charAt(i))) {
                return value.chars()
                        .map(c -> isControl((char) c) ? ' ' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return value;
    }

    private static boolean isControl(char c) {
        return c < ' ' && c != '\t' || c == 0x7F;
    }
}
