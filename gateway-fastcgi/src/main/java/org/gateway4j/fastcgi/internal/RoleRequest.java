package org.gateway4j.fastcgi.internal;

import java.time.Instant;
import org.gateway4j.GatewayRequest;
import org.gateway4j.fastcgi.internal.codec.Role;
import org.gateway4j.internal.cgi.ScriptVariables;
import org.gateway4j.internal.cgi.VariableSink;
import org.jspecify.annotations.Nullable;

/**
 * A request, the script that answers it, and the role in which the application handles it.
 *
 * @param role the application's role
 * @param request the request, with the variables that the host adds
 * @param script the script to which its path was mapped
 * @param data for a Filter, the file to filter, whose content comes after the request's body
 */
public record RoleRequest(
        Role role,
        GatewayRequest request,
        ScriptVariables script,
        @Nullable FilterData data) {

    /**
     * A file to filter.
     *
     * @param length its length in bytes
     * @param lastModified the time of its last change
     */
    public record FilterData(long length, Instant lastModified) {

        /**
         * Validates the length.
         *
         * @throws IllegalArgumentException if it is not known
         */
        public FilterData {
            if (length < 0) {
                throw new IllegalArgumentException("the length of data to be filtered must be known");
            }
        }
    }

    /** A request to a Responder. */
    public static RoleRequest responder(GatewayRequest request, ScriptVariables script) {
        return new RoleRequest(Role.RESPONDER, request, script, null);
    }

    /** A request to an Authorizer. */
    public static RoleRequest authorizer(GatewayRequest request, ScriptVariables script) {
        return new RoleRequest(Role.AUTHORIZER, request, script, null);
    }

    /** A request to a Filter. */
    public static RoleRequest filter(GatewayRequest request, ScriptVariables script, FilterData data) {
        return new RoleRequest(Role.FILTER, request, script, data);
    }

    /** The length of the request's own body, given the length of all data that is sent. */
    long stdinLength(long bodyLength) {
        return data == null ? bodyLength : bodyLength - data.length();
    }

    /** The variables that only this role has (FastCGI specification, section 6.4). */
    void writeRoleVariables(VariableSink sink) {
        if (data != null) {
            sink.put("FCGI_DATA_LAST_MOD", Long.toString(data.lastModified().getEpochSecond()));
            sink.put("FCGI_DATA_LENGTH", Long.toString(data.length()));
        }
    }
}
