package org.gateway4j.host;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLSession;
import org.gateway4j.RequestBody;
import org.gateway4j.TlsSession;
import org.gateway4j.host.internal.AddressLiteral;
import org.gateway4j.host.internal.BorrowedStream;
import org.gateway4j.host.internal.ParsedRequest;
import org.gateway4j.host.internal.TlsFacts;
import org.jspecify.annotations.Nullable;

/**
 * A request as the host has parsed it. An adapter tells all that it knows, as it came: nothing decoded, normalised, joined or
 * left out. The relay decides what of it an application may see. The methods check nothing, so none of them throws; what is
 * wrong with a request is found by the relay, which answers it with 400.
 *
 * <p>Not safe for use by several threads. A request is handed to a relay once.
 */
public final class HostRequest {

    private final ParsedRequest parsed;

    private HostRequest(ParsedRequest parsed) {
        this.parsed = parsed;
    }

    /**
     * A request without any fields.
     *
     * @param method the method, in the case it came in
     * @param target the target as it stood on the request line, undecoded. If the host has split it, the adapter joins path and
     *     query by a question mark, also before an empty query
     * @return a new request
     */
    public static HostRequest of(String method, String target) {
        return new HostRequest(new ParsedRequest(method, target));
    }

    /**
     * The protocol that the client speaks. Default {@code HTTP/1.1}.
     *
     * @param value such as {@code HTTP/1.0} or {@code HTTP/2.0}
     * @return this request
     */
    public HostRequest protocol(String value) {
        parsed.protocol = value;
        return this;
    }

    /**
     * Adds a header field. The order is kept. Pseudo-fields of HTTP/2, whose names begin with a colon, may be among them.
     *
     * @param name the name
     * @param value the value: each char is one octet (ISO-8859-1). Null is taken for an empty value
     * @return this request
     */
    public HostRequest field(String name, @Nullable String value) {
        parsed.names.add(name);
        parsed.values.add(value == null ? "" : value);
        return this;
    }

    /**
     * The authority that the client has asked for, if the host gives it apart from the fields ({@code :authority}). A Host field
     * comes first.
     *
     * @param value host and port, or null for none
     * @return this request
     */
    public HostRequest authority(@Nullable String value) {
        parsed.authority = value;
        return this;
    }

    /**
     * The body, from a stream. The relay reads the stream, and never closes it: that is the host's.
     *
     * @param stream where to read from
     * @param length the length by the client's {@code Content-Length}, or -1 if it is not known (a chunked request)
     * @return this request
     */
    public HostRequest body(InputStream stream, long length) {
        return body(length == 0 ? RequestBody.none() : RequestBody.of(new BorrowedStream(stream), length));
    }

    /**
     * The body. Default {@link RequestBody#none}.
     *
     * @param value the body; it is closed once if the relay takes the request
     * @return this request
     */
    public HostRequest body(RequestBody value) {
        parsed.body = value;
        return this;
    }

    /**
     * The address at the other end of the connection: that of the client or of the last proxy.
     *
     * @param value the address, or null if it is not known
     * @return this request
     */
    public HostRequest remoteAddress(@Nullable InetSocketAddress value) {
        parsed.remoteAddress = value;
        return this;
    }

    /**
     * The address at the other end of the connection, for hosts that give it as text. It is never looked up.
     *
     * @param literal an address literal; anything else is taken for an unknown address
     * @param port its port
     * @return this request
     */
    public HostRequest remoteAddress(String literal, int port) {
        return remoteAddress(address(literal, port));
    }

    /**
     * The address that the connection came in on.
     *
     * @param value the address, or null if it is not known
     * @return this request
     */
    public HostRequest localAddress(@Nullable InetSocketAddress value) {
        parsed.localAddress = value;
        return this;
    }

    /**
     * The address that the connection came in on, for hosts that give it as text. It is never looked up.
     *
     * @param literal an address literal; anything else is taken for an unknown address
     * @param port its port
     * @return this request
     */
    public HostRequest localAddress(String literal, int port) {
        return localAddress(address(literal, port));
    }

    private static @Nullable InetSocketAddress address(String literal, int port) {
        InetAddress address = AddressLiteral.parse(literal);
        return address == null || port < 0 || port > 65_535 ? null : new InetSocketAddress(address, port);
    }

    /**
     * Whether the connection is encrypted. Default false.
     *
     * @param value whether it is
     * @return this request
     */
    public HostRequest secure(boolean value) {
        parsed.secure = value;
        return this;
    }

    /**
     * The facts of the TLS connection. Default none.
     *
     * @param value the facts, or null if they are not known
     * @return this request; it is {@link #secure} if there are facts
     */
    public HostRequest tls(@Nullable TlsSession value) {
        parsed.tls = value;
        parsed.secure |= value != null;
        return this;
    }

    /**
     * The facts of the TLS connection, from the session of its engine or socket.
     *
     * @param session the session, or null if the connection is not encrypted
     * @return this request; it is {@link #secure} if there is a session
     */
    public HostRequest tls(@Nullable SSLSession session) {
        return session == null ? this : tls(TlsFacts.of(session));
    }

    /**
     * The user that the host has authenticated. Default none.
     *
     * @param name the name, or null if nobody was authenticated
     * @param authType the scheme, such as {@code Basic}; null is taken for an empty one
     * @return this request
     */
    public HostRequest user(@Nullable String name, @Nullable String authType) {
        parsed.userName = name;
        parsed.authType = authType == null ? "" : authType;
        return this;
    }

    ParsedRequest parsed() {
        return parsed;
    }
}
