package org.gateway4j.internal.http;

import java.util.ArrayList;
import java.util.List;
import org.gateway4j.Headers;
import org.gateway4j.Headers.Field;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * Interprets response fields: the CGI fields of RFC 3875 section 6.3, fields that only servers read, and all others.
 * Not safe for use by several threads.
 */
public final class ResponseHeadBuilder {

    /** Hop-by-hop fields beside Connection (RFC 9110 section 7.6.1), and instructions to a server. They must not reach a client. */
    private static final HeaderNames DROPPED = new HeaderNames(
            "Keep-Alive",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "X-Sendfile2",
            "X-LIGHTTPD-send-file",
            "X-LIGHTTPD-send-file2");

    /**
     * The fields that stay even if a Connection field names them. They are for all recipients: without one, the client would take the
     * body for another one, keep what it must not keep, or trust what it must not trust.
     */
    private static final HeaderNames FOR_ALL = new HeaderNames(
            "Cache-Control",
            "Clear-Site-Data",
            "Expires",
            "Location",
            "Pragma",
            "Referrer-Policy",
            "Set-Cookie",
            "Strict-Transport-Security",
            "Vary",
            "WWW-Authenticate",
            "X-Content-Type-Options",
            "X-Frame-Options");

    private static final List<String> FOR_ALL_PREFIXES = List.of("Access-Control-", "Content-", "Cross-Origin-");

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int LONGEST_LENGTH = 18;

    private final Headers.Builder headers = Headers.builder();
    private final List<String> leftOut = new ArrayList<>(0);
    private final List<String> connectionOptions = new ArrayList<>(0);
    private int fields;
    private int code;
    private String phrase = "";
    private @Nullable String statusLine;
    private @Nullable String status;
    private @Nullable String location;
    private @Nullable String contentType;
    private @Nullable String contentLength;
    private @Nullable String sendfile;
    private @Nullable String accelRedirect;

    /** Resets the builder for the next response. */
    public void reset() {
        headers.clear();
        leftOut.clear();
        connectionOptions.clear();
        code = 0;
        phrase = "";
        fields = 0;
        statusLine = null;
        status = null;
        location = null;
        contentType = null;
        contentLength = null;
        sendfile = null;
        accelRedirect = null;
    }

    /** Takes a status line like that of an HTTP response, which scripts with non-parsed headers write first. */
    public void statusLine(String line) {
        fields++;
        statusLine = line.substring(line.indexOf(' ') + 1);
    }

    /** Takes the status from a protocol that has a place of its own for it. Then no header field can set the status. */
    public void status(int value, String reason) {
        code = value;
        phrase = isPhrase(reason) ? reason : "";
    }

    /**
     * Takes a header field. If a field that may occur once is repeated, the first counts; of Content-Type, the last
     * counts, as in nginx. An empty value does not count. Content-Length may be repeated only with the same value.
     */
    public void field(Field field) throws AnswerException {
        String name = field.name();
        String value = field.value();
        fields++;
        if (code == 0 && name.equalsIgnoreCase("Status")) {
            status(value);
        } else if (name.equalsIgnoreCase("Location")) {
            location(field);
        } else if (name.equalsIgnoreCase("Content-Type")) {
            contentType(field);
        } else if (name.equalsIgnoreCase("Content-Length")) {
            contentLength(field);
        } else if (name.equalsIgnoreCase("X-Sendfile")) {
            sendfile = sendfile == null ? value : sendfile;
        } else if (name.equalsIgnoreCase("X-Accel-Redirect")) {
            accelRedirect = accelRedirect == null ? value : accelRedirect;
        } else if (name.equalsIgnoreCase("Connection")) {
            connectionOptions(value);
        } else if (!DROPPED.contains(name) && !begins(name, "X-Accel-")) {
            headers.add(field);
        }
    }

    /**
     * Takes a header line that cannot be passed on.
     *
     * @param why the fault of the line, without its value
     */
    public void leaveOut(String why) {
        fields++;
        leftOut.add(why);
    }

    private void status(String value) {
        if (status == null) {
            status = value.isEmpty() ? null : value;
        } else if (!value.isEmpty() && !value.equals(status)) {
            leftOut.add("another Status");
        }
    }

    /** Takes a Location field. An empty one is not a redirect, but is passed on. */
    private void location(Field field) {
        if (location == null || location.isEmpty()) {
            replace(location, field);
            location = field.value();
        } else if (!field.value().isEmpty() && !field.value().equals(location)) {
            leftOut.add("another Location");
        }
    }

    private void contentType(Field field) {
        if (field.value().isEmpty() || field.value().equals(contentType)) {
            return;
        }
        if (contentType != null) {
            leftOut.add("another Content-Type");
        }
        replace(contentType, field);
        contentType = field.value();
    }

    private void replace(@Nullable String before, Field field) {
        if (before != null) {
            headers.remove(field.name());
        }
        headers.add(field);
    }

    private void contentLength(Field field) throws AnswerException {
        String value = field.value();
        if (contentLength != null && !value.isEmpty() && !value.equals(contentLength)) {
            throw AnswerException.malformed("response header Content-Length occurs twice, with different values");
        }
        if (contentLength == null && !value.isEmpty()) {
            contentLength = value;
            headers.add(field);
        }
    }

    /** Keeps the names of the fields that are for the connection to the application alone (RFC 9110 section 7.6.1). */
    private void connectionOptions(String value) {
        if (value.equalsIgnoreCase("close") || value.equalsIgnoreCase("keep-alive")) {
            return;
        }
        for (String option : value.split(",", -1)) {
            String name = option.strip();
            if (!FOR_ALL.contains(name) && FOR_ALL_PREFIXES.stream().noneMatch(prefix -> begins(name, prefix))) {
                connectionOptions.add(name);
            }
        }
    }

    private static boolean begins(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** Whether this is the head of an interim response (RFC 9110 section 15.2). Another head follows it. */
    public boolean isInterim() throws AnswerException {
        int value = statusCode();
        return value < 200 && value != SWITCHING_PROTOCOLS;
    }

    /** The head. */
    public ResponseHead build() throws AnswerException {
        int value = statusCode();
        if (value < 200) {
            throw AnswerException.malformed("response status " + value + ", which is not final");
        }
        connectionOptions.forEach(headers::remove);
        return new ResponseHead(
                value,
                reason(),
                headers.build(),
                length(),
                localRedirect(),
                sendfile,
                accelRedirect,
                leftOut.isEmpty() ? List.of() : List.copyOf(leftOut));
    }

    private @Nullable String localRedirect() {
        boolean alone = code == 0 && cgiStatus() == null && fields == 1;
        return alone && location != null && isPathAndQuery(location) ? location : null;
    }

    /**
     * Whether the text is a path and query that can be requested. With a fragment, it is a redirect for the client (RFC
     * 3875 section 6.3.2).
     */
    private static boolean isPathAndQuery(String text) {
        return text.startsWith("/")
                && !text.startsWith("//")
                && text.chars().allMatch(c -> c > ' ' && c != 0x7F && c != '#');
    }

    private int statusCode() throws AnswerException {
        if (code != 0) {
            return code;
        }
        String text = cgiStatus();
        if (text == null) {
            return location == null || location.isEmpty() ? 200 : 302;
        }
        int digits = digits(text);
        if (digits != 3 || text.charAt(0) == '0') {
            throw AnswerException.malformed("response status has " + digits + " digits"
                    + (digits < text.length() ? " before " + Octets.shown(text.charAt(digits)) : "")
                    + ", not three from 100 on");
        }
        return Integer.parseInt(text, 0, 3, 10);
    }

    /**
     * The value of the Status field if there is one, else the status line. The application itself writes the field, but
     * a status line may come from a layer below it.
     */
    private @Nullable String cgiStatus() {
        return status != null ? status : statusLine;
    }

    private String reason() {
        String text = cgiStatus();
        if (code != 0 || text == null) {
            return phrase;
        }
        int start = 3;
        while (start < text.length() && " \t:,".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return text.substring(start);
    }

    /**
     * Whether the text is a valid reason phrase (RFC 9112 section 4). An invalid one is dropped, which loses nothing.
     */
    private static boolean isPhrase(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private long length() throws AnswerException {
        String text = contentLength;
        if (text == null) {
            return -1;
        }
        int digits = digits(text);
        if (digits < text.length()) {
            throw AnswerException.malformed("response Content-Length has " + Octets.shown(text.charAt(digits))
                    + " at index " + digits + ", which is no digit");
        }
        if (digits > LONGEST_LENGTH) {
            throw AnswerException.malformed(
                    "response Content-Length has " + digits + " digits; " + LONGEST_LENGTH + " are the most");
        }
        return Long.parseLong(text);
    }

    /** The number of digits at the beginning of a text. */
    private static int digits(String text) {
        int count = 0;
        while (count < text.length() && text.charAt(count) >= '0' && text.charAt(count) <= '9') {
            count++;
        }
        return count;
    }
}
