package org.gateway4j.internal.cgi;

import org.gateway4j.Headers;
import org.gateway4j.Headers.Field;
import org.jspecify.annotations.Nullable;

/**
 * Makes of header fields what they mean: the CGI fields of RFC 3875 section 6.3, those for servers only, the others. Not
 * safe for use by several threads.
 */
public final class ResponseHeadBuilder {

    /** Fields for one hop (RFC 9110 section 7.6.1), and instructions to a server, which must not reach a client. */
    private static final HeaderNames DROPPED = new HeaderNames(
            "Connection",
            "Keep-Alive",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "X-Sendfile2",
            "X-LIGHTTPD-send-file",
            "X-LIGHTTPD-send-file2");

    private final Headers.Builder headers = Headers.builder();
    private int fields;
    private int code;
    private String phrase = "";
    private @Nullable String status;
    private @Nullable String location;
    private @Nullable String contentType;
    private @Nullable String contentLength;
    private @Nullable String sendfile;
    private @Nullable String accelRedirect;

    /** Forgets all, for the next response. */
    public void reset() {
        headers.clear();
        code = 0;
        fields = 0;
        status = null;
        location = null;
        contentType = null;
        contentLength = null;
        sendfile = null;
        accelRedirect = null;
    }

    /** A first line like that of an HTTP response, as scripts with non-parsed headers write it. */
    void statusLine(String line) throws AnswerException {
        int space = line.indexOf(' ');
        if (space < 0) {
            throw AnswerException.malformed("no status in " + Octets.printable(line));
        }
        fields++;
        status = line.substring(space + 1);
    }

    /** The status, where the protocol has a place of its own for it; no header field means it then. */
    public void status(int value, String reason) {
        code = value;
        phrase = reason;
    }

    /** A header line. The CGI fields occur once, or again with the same value; an empty value is none. */
    public void field(Field field) throws AnswerException {
        String name = field.name();
        String value = field.value();
        fields++;
        if (code == 0 && name.equalsIgnoreCase("Status")) {
            status = once(name, status, value);
        } else if (name.equalsIgnoreCase("Location")) {
            boolean first = location == null;
            location = once(name, location, value);
            addIf(first && location != null, field);
        } else if (name.equalsIgnoreCase("Content-Type")) {
            boolean first = contentType == null;
            contentType = once(name, contentType, value);
            addIf(first && contentType != null, field);
        } else if (name.equalsIgnoreCase("Content-Length")) {
            boolean first = contentLength == null;
            contentLength = once(name, contentLength, value);
            addIf(first && contentLength != null, field);
        } else if (name.equalsIgnoreCase("X-Sendfile")) {
            sendfile = sendfile == null ? value : sendfile;
        } else if (name.equalsIgnoreCase("X-Accel-Redirect")) {
            accelRedirect = accelRedirect == null ? value : accelRedirect;
        } else if (!DROPPED.contains(name) && !name.regionMatches(true, 0, "X-Accel-", 0, 8)) {
            headers.add(field);
        }
    }

    private void addIf(boolean wanted, Field field) {
        if (wanted) {
            headers.add(field);
        }
    }

    private static @Nullable String once(String name, @Nullable String before, String value) throws AnswerException {
        if (value.isEmpty()) {
            return before;
        }
        if (before != null && !before.equals(value)) {
            throw AnswerException.malformed("response header " + name + " occurs twice, as " + Octets.printable(before)
                    + " and " + Octets.printable(value));
        }
        return value;
    }

    /** The head. */
    public ResponseHead build() throws AnswerException {
        return new ResponseHead(
                statusCode(), reason(), headers.build(), length(), localRedirect(), sendfile, accelRedirect);
    }

    private @Nullable String localRedirect() {
        boolean alone = code == 0 && status == null && fields == 1;
        return alone && location != null && isPathAndQuery(location) ? location : null;
    }

    /** Whether it can be requested as it is: a fragment makes it a redirect for the client (RFC 3875 section 6.3.2). */
    private static boolean isPathAndQuery(String text) {
        return text.startsWith("/") && !text.startsWith("//") && text.chars().allMatch(c -> c > ' ' && c != '#');
    }

    private int statusCode() throws AnswerException {
        int value = code != 0 ? code : cgiStatus();
        if (value < 200) {
            throw AnswerException.malformed("response status " + value + ", but interim responses are not supported");
        }
        return value;
    }

    private int cgiStatus() throws AnswerException {
        String text = status;
        if (text == null) {
            return location == null ? 200 : 302;
        }
        if (text.length() < 3 || text.length() > 3 && text.charAt(3) != ' ' || !isNumber(text.substring(0, 3))) {
            throw AnswerException.malformed("response status " + Octets.printable(text) + " is not three digits");
        }
        return Integer.parseInt(text.substring(0, 3));
    }

    private String reason() {
        if (code != 0) {
            return phrase;
        }
        String text = status;
        return text == null || text.length() < 5 ? "" : text.substring(4).strip();
    }

    private long length() throws AnswerException {
        String text = contentLength;
        if (text == null) {
            return -1;
        }
        if (text.length() > 18 || !isNumber(text)) {
            throw AnswerException.malformed("response Content-Length " + Octets.printable(text) + " is not a length");
        }
        return Long.parseLong(text);
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
