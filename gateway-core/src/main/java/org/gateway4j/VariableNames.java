package org.gateway4j;

import java.util.Set;

/** Checks which variables a host may set. */
final class VariableNames {

    /** The variables by which the server describes the request (RFC 3875 section 4.1). */
    private static final Set<String> PROTOCOL = Set.of(
            "AUTH_TYPE",
            "CONTENT_LENGTH",
            "CONTENT_TYPE",
            "GATEWAY_INTERFACE",
            "PATH_INFO",
            "QUERY_STRING",
            "REMOTE_ADDR",
            "REMOTE_USER",
            "REQUEST_METHOD",
            "SCRIPT_NAME",
            "SERVER_NAME",
            "SERVER_PORT",
            "SERVER_PROTOCOL");

    private VariableNames() {}

    static void checkSettable(String name, String value) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("variable has no name");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '=') {
                throw new IllegalArgumentException("variable name " + MessageText.quoted(name)
                        + ": character U+%04X at index %d is not allowed".formatted((int) c, i));
            }
        }
        if (name.equals("HTTP_PROXY")) {
            throw new IllegalArgumentException("variable HTTP_PROXY is never passed (CVE-2016-5385)");
        }
        if (PROTOCOL.contains(name)) {
            throw new IllegalArgumentException(
                    "variable " + name + " is defined by RFC 3875 and follows from the request");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "variable " + name + ": NUL at index " + value.indexOf('\0') + " of its value");
        }
    }
}
