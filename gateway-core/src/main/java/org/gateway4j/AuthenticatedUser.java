package org.gateway4j;

/**
 * A user that the host itself has authenticated. The library never takes a user from a request header. Immutable.
 *
 * @param name the user's name; becomes {@code REMOTE_USER}
 * @param authType the authentication scheme, such as {@code Basic} or {@code Digest}; becomes {@code AUTH_TYPE}
 */
public record AuthenticatedUser(String name, String authType) {

    /**
     * Validates both parts.
     *
     * @throws IllegalArgumentException if a part holds a control character, at which some application would end the
     *     value
     */
    public AuthenticatedUser {
        HeaderSyntax.checkText("user name", name);
        HeaderSyntax.checkText("user authType", authType);
    }
}
