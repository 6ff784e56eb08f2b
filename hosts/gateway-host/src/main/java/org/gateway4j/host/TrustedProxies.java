package org.gateway4j.host;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.gateway4j.host.internal.AddressRange;

/**
 * The proxies in front of a host whose word on the client is taken: the address of the client, the scheme and the authority
 * that it used. The fields are read from right to left, and no further than to the first address that is not trusted. All that
 * stands left of it is the client's own invention and is dropped. Immutable; safe for use by any number of threads.
 */
public final class TrustedProxies {

    /** The fields by which the proxies tell of the client. Fields of the other kind are dropped. */
    public enum Fields {
        /** {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}. */
        X_FORWARDED,
        /** {@code Forwarded} (RFC 7239). */
        FORWARDED
    }

    private static final TrustedProxies NONE = new TrustedProxies(List.of(), Fields.X_FORWARDED);

    private final List<AddressRange> ranges;
    private final Fields fields;

    private TrustedProxies(List<AddressRange> ranges, Fields fields) {
        this.ranges = ranges;
        this.fields = fields;
    }

    /**
     * No proxies at all.
     *
     * @return the default
     */
    public static TrustedProxies none() {
        return NONE;
    }

    /**
     * Proxies that set {@code X-Forwarded-*}.
     *
     * @param ranges addresses and ranges of addresses, such as {@code 10.0.0.0/8} and {@code ::1}
     * @return the proxies
     * @throws IllegalArgumentException if one of them is not an address literal or a range of such (RFC 4632)
     */
    public static TrustedProxies of(String... ranges) {
        return new TrustedProxies(Arrays.stream(ranges).map(AddressRange::parse).toList(), Fields.X_FORWARDED);
    }

    /**
     * The fields by which the proxies tell of the client. Default {@link Fields#X_FORWARDED}.
     *
     * @return the kind of fields
     */
    public Fields fields() {
        return fields;
    }

    /**
     * Sets the fields by which the proxies tell of the client. They must be those that every one of the proxies sets itself:
     * what it does not set it may pass on from the client.
     *
     * @param value the kind of fields
     * @return a changed copy
     */
    public TrustedProxies fields(Fields value) {
        return new TrustedProxies(ranges, value);
    }

    /**
     * Whether an address is that of a trusted proxy.
     *
     * @param address an address
     * @return true if one of the ranges contains it
     */
    public boolean contains(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
