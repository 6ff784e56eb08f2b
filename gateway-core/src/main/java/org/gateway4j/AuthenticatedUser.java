package org.gateway4j;

/**
 * A user that the host itself has authenticated. Never taken from a request header.
 *
 * @param name the user's name; becomes {@code REMOTE_USER}
 * @param authType how, such as {@code Basic} or {@code Digest}; becomes {@code AUTH_TYPE}
 */
public record AuthenticatedUser(String name, String authType) {

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one holds a control character, which some application would take for the end
     */
    public AuthenticatedUser {
        HeaderSyntax.checkText("user name", name);
        HeaderSyntax.checkText("user authType", authType);
    }
}
