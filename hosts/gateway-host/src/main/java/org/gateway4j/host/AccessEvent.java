package org.gateway4j.host;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.host.internal.UpstreamListener;
import org.jspecify.annotations.Nullable;

/** What there is to log of one exchange when it is over. Immutable. */
public interface AccessEvent {

    /**
     * When the request came.
     *
     * @return the time at which the relay got it
     */
    Instant began();

    /**
     * The client: the address of the connection, or the one that a trusted proxy has named.
     *
     * @return the address, or null if it is not known
     */
    @Nullable
    InetSocketAddress client();

    /**
     * The method, as the client sent it.
     *
     * @return any text
     */
    String method();

    /**
     * The target, as the client sent it. It may hold secrets, and characters that break a line.
     *
     * @return any text
     */
    String target();

    /**
     * The protocol that the client speaks.
     *
     * @return such as {@code HTTP/1.1}
     */
    String protocol();

    /**
     * The request, as the last application got it.
     *
     * @return the request; null if the client's request was refused before one could be made
     */
    @Nullable
    GatewayRequest request();

    /**
     * The name of the gateway that was asked last.
     *
     * @return as {@link org.gateway4j.Gateway#name}; null if none was asked
     */
    @Nullable
    String gateway();

    /**
     * Whether the connection to the application had served a request before.
     *
     * @return whether it had; null if no connection was needed, or the gateway does not have {@link #upstreamListener}
     */
    @Nullable
    Boolean connectionReused();

    /**
     * The status that was sent to the client.
     *
     * @return 200 to 999, or 0 if none was sent
     */
    int status();

    /**
     * The number of bytes of the body that were handed to the host.
     *
     * @return at least 0
     */
    long bytes();

    /**
     * How long the exchange took.
     *
     * @return the time from {@link #began} until the last byte was handed to the host, or the exchange failed
     */
    Duration duration();

    /**
     * How long the client waited for the response head.
     *
     * @return the time from {@link #began}, or null if none was sent
     */
    @Nullable
    Duration timeToHead();

    /**
     * Why there was no response, or no whole one. An {@link java.io.IOException} that is no {@link
     * org.gateway4j.GatewayException} comes from the host: the client is gone.
     *
     * @return the failure, or null
     */
    @Nullable
    Throwable failure();

    /**
     * Tells the exchanges of a host what only gateways know. A host that wants {@link #connectionReused} gives it to the builders
     * of its gateways.
     *
     * @return a listener for any number of gateways
     */
    static GatewayListener upstreamListener() {
        return UpstreamListener.INSTANCE;
    }
}
