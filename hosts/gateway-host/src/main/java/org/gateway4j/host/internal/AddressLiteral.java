package org.gateway4j.host.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses literals of IP addresses, and never looks a name up. */
public final class AddressLiteral {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private AddressLiteral() {}

    /**
     * Parses an address.
     *
     * @param text IPv4 as four decimal numbers, or IPv6 with or without brackets, without a zone
     * @return the address, or null if the text is none
     */
    public static @Nullable InetAddress parse(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String literal = bracketed ? text.substring(1, text.length() - 1) : text;
        boolean isAddress = IPV6.matcher(literal).matches()
                || !bracketed && IPV4.matcher(literal).matches();
        if (!isAddress) {
            return null;
        }
        try {
            // A text with a colon, or one of four numbers, is never taken for a name.
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
