package org.gateway4j.host.spring;

import org.jspecify.annotations.Nullable;

/** A property below {@code gateway4j} has a value that cannot be used. It ends the start of the application. */
final class InvalidGatewayPropertyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String property;
    private final @Nullable String value;
    private final String allowed;

    InvalidGatewayPropertyException(
            String property, @Nullable Object value, String allowed, @Nullable Throwable cause) {
        super(property + (value == null ? "" : " is \"" + value + "\"") + ": " + allowed, cause);
        this.property = property;
        this.value = value == null ? null : value.toString();
        this.allowed = allowed;
    }

    /** The full name. */
    String property() {
        return property;
    }

    /** The value; null if there is none, or it is secret. */
    @Nullable
    String value() {
        return value;
    }

    /** What is wrong with the value, and what is allowed. */
    String allowed() {
        return allowed;
    }
}
