package org.gateway4j.internal.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Formats IP addresses for applications: as a literal without a zone, never as a name. IPv6 addresses have the form of
 * RFC 5952, because applications compare them as text. Safe for use by several threads.
 */
public final class AddressLiterals {

    private static final ValueCache<InetAddress, String> RECENT = new ValueCache<>(AddressLiterals::literal);

    private AddressLiterals() {}

    /** The literal of an address, or null if the address is not known. */
    public static @Nullable String of(@Nullable InetSocketAddress address) {
        return address == null || address.getAddress() == null ? null : RECENT.get(address.getAddress());
    }

    private static String literal(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? address.getHostAddress()
                : literal(ByteBuffer.wrap(bytes).asCharBuffer());
    }

    /** Shortens the first of the longest runs of zero groups. */
    private static String literal(CharBuffer groups) {
        int start = -1;
        int length = 1;
        for (int i = 0; i < groups.length(); i++) {
            int zeros = zeros(groups, i);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        return start < 0
                ? hex(groups, 0, groups.length())
                : hex(groups, 0, start) + "::" + hex(groups, start + length, groups.length());
    }

    private static int zeros(CharBuffer groups, int from) {
        int end = from;
        while (end < groups.length() && groups.get(end) == 0) {
            end++;
        }
        return end - from;
    }

    private static String hex(CharBuffer groups, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Integer.toHexString(groups.get(i)))
                .collect(Collectors.joining(":"));
    }
}
