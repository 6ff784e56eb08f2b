package org.gateway4j.internal.cgi;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** IP addresses as applications take them: literal, without a zone, never a name. Safe for use by several threads. */
public final class AddressLiterals {

    private final RecentlyMade<InetAddress, String> recent = new RecentlyMade<>(AddressLiterals::literal);

    /** The literal of an address, or null if the address is not known. */
    public @Nullable String get(@Nullable InetSocketAddress address) {
        return address == null || address.getAddress() == null ? null : recent.get(address.getAddress());
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
