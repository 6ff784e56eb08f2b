package org.gateway4j.uwsgi.internal;

/**
 * The settings of a gateway's protocol.
 *
 * @param modifier1 the first byte of each request, 0 to 255
 * @param modifier2 the fourth byte of each request, 0 to 255
 */
public record UwsgiSettings(int modifier1, int modifier2) {

    /**
     * Validates the modifiers.
     *
     * @throws IllegalArgumentException if one is no byte
     */
    public UwsgiSettings {
        check("modifier1", modifier1);
        check("modifier2", modifier2);
    }

    private static void check(String name, int value) {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be within 0 to 255");
        }
    }
}
