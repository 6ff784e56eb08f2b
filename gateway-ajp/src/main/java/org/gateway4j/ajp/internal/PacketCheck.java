package org.gateway4j.ajp.internal;

import java.util.Map;
import java.util.function.Supplier;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.TlsSession;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request that does not fit into a packet, before anything is opened. For most requests, the sum of the
 * lengths shows that they fit. The other requests are encoded for the check. Safe for use by several threads.
 */
public final class PacketCheck {

    /** The part that does not grow with a request: codes, lengths, addresses, names of attributes. */
    private static final int FIXED = 1024;

    /** The bytes that the lengths of one or two strings add. */
    private static final int PER_FIELD = 8;

    /** UTF-8 needs at most this number of octets for a char. */
    private static final int OCTETS_PER_CHAR = 3;

    private final Supplier<AjpProtocol> protocols;
    private final int most;
    private final int extra;

    /** A check. The protocols encode packets. */
    public PacketCheck(Supplier<AjpProtocol> protocols, AjpSettings settings, Limits limits) {
        this.protocols = protocols;
        this.most = Math.min(settings.packetSize(), limits.requestHead());
        this.extra = FIXED + length(settings.secret()) + length(settings.route());
    }

    /** Returns the request if it can be sent. */
    public GatewayRequest requireSendable(GatewayRequest request) throws RequestRejectedException {
        if (mayBeTooLarge(request)) {
            protocols.get().encode(request, request.body().length());
        }
        return request;
    }

    private boolean mayBeTooLarge(GatewayRequest request) {
        TlsSession tls = request.tls();
        if (tls != null && !tls.clientCertificates().isEmpty()) {
            return true;
        }
        long sum = extra
                + 2L * request.target().length()
                + request.method().length()
                + request.serverName().length()
                + headers(request.headers())
                + user(request.user())
                + attributes(request.variables());
        return sum > most;
    }

    private static long headers(Headers headers) {
        long sum = 0;
        for (int i = 0; i < headers.size(); i++) {
            sum += PER_FIELD + headers.name(i).length() + headers.value(i).length();
        }
        return sum;
    }

    private static long user(@Nullable AuthenticatedUser user) {
        return user == null
                ? 0
                : OCTETS_PER_CHAR
                        * ((long) user.name().length() + user.authType().length());
    }

    private static long attributes(Map<String, String> variables) {
        long sum = 0;
        if (!variables.isEmpty()) {
            for (Map.Entry<String, String> each : variables.entrySet()) {
                sum += PER_FIELD
                        + each.getKey().length()
                        + OCTETS_PER_CHAR * (long) each.getValue().length();
            }
        }
        return sum;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
