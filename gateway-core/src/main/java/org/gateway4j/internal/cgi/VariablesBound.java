package org.gateway4j.internal.cgi;

import java.util.Map;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.gateway4j.TlsSession;
import org.gateway4j.internal.cgi.HeaderVariable.Treatment;
import org.jspecify.annotations.Nullable;

/**
 * An upper bound for the size of a request's {@link MetaVariables}, computed without making them. For most requests the
 * bound shows that they can be sent. Only the others need an exact check.
 */
public final class VariablesBound {

    /** No bound is known. The variables must be made to find out. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    /** The part that does not grow with a request: names, lengths, numbers, addresses. */
    private static final int FIXED = 4096;

    /** The bytes that the name and the lengths of one more variable add. */
    private static final int PER_VARIABLE = 16;

    /** UTF-8 needs at most this number of octets for a char. */
    private static final int OCTETS_PER_CHAR = 3;

    private VariablesBound() {}

    /**
     * The largest size in bytes that the variables of a request can have. It is {@link #UNKNOWN} if no bound is known,
     * or if two fields may collide.
     */
    public static long of(GatewayRequest request, ScriptVariables script) {
        long headers = headers(request.headers());
        TlsSession tls = request.tls();
        if (headers == UNKNOWN || tls != null && !tls.clientCertificates().isEmpty()) {
            return UNKNOWN;
        }
        return FIXED
                + headers
                + 2L * request.target().length()
                + 2L * script.scriptName().length()
                + 3L * script.pathInfo().length()
                + length(script.filename())
                + length(script.documentRoot())
                + length(script.pathTranslated())
                + request.method().length()
                + request.serverName().length()
                + user(request.user())
                + own(request.variables());
    }

    private static long headers(Headers headers) {
        long sum = 0;
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            if (HeaderVariable.of(name).treatment() == Treatment.AMBIGUOUS) {
                return UNKNOWN;
            }
            sum += PER_VARIABLE + name.length() + headers.value(i).length();
        }
        return sum;
    }

    private static long user(@Nullable AuthenticatedUser user) {
        return user == null
                ? 0
                : OCTETS_PER_CHAR
                        * ((long) user.name().length() + user.authType().length());
    }

    private static long own(Map<String, String> variables) {
        long sum = 0;
        if (!variables.isEmpty()) {
            for (Map.Entry<String, String> each : variables.entrySet()) {
                sum += PER_VARIABLE
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
