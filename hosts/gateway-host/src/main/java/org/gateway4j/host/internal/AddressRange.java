package org.gateway4j.host.internal;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that have the first bits in common (RFC 4632).
 *
 * @param network one of them
 * @param bits the number of bits
 */
public record AddressRange(InetAddress network, int bits) {

    /**
     * Parses an address or a range.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = AddressLiteral.parse(slash < 0 ? text : text.substring(0, slash));
        if (network == null) {
            throw bad(text);
        }
        int most = 8 * network.getAddress().length;
        String length = slash < 0 ? Integer.toString(most) : text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > most) {
            throw bad(text);
        }
        return new AddressRange(network, Integer.parseInt(length));
    }

    private static IllegalArgumentException bad(String text) {
        return new IllegalArgumentException(
                "trusted proxy \"" + text + "\" must be an address or a range such as 10.0.0.0/8 or fd00::/8");
    }

    /** Whether an address is one of them. */
    public boolean contains(@Nullable InetAddress address) {
        byte[] wanted = network.getAddress();
        byte[] given = address == null ? new byte[0] : address.getAddress();
        if (wanted.length != given.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (((wanted[bit / 8] ^ given[bit / 8]) & 0x80 >> bit % 8) != 0) {
                return false;
            }
        }
        return true;
    }
}
