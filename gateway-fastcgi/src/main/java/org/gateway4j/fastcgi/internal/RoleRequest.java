package org.gateway4j.fastcgi.internal;

import java.time.Instant;
import org.gateway4j.GatewayRequest;
import org.gateway4j.fastcgi.internal.codec.Role;
import org.gateway4j.internal.cgi.ScriptVariables;
import org.gateway4j.internal.cgi.VariableSink;
import org.jspecify.annotations.Nullable;

/**
 * A request, the script that it is for, and what the application is to do with it.
 *
 * @param role the application's role
 * @param request the request, with the variables that the gateway's owner adds
 * @param script what its path was mapped to
 * @param data for a Filter, the file that it is to filter, whose content comes after the request's body
 */
public record RoleRequest(
        Role role,
        GatewayRequest request,
        ScriptVariables script,
        @Nullable FilterData data) {

    /**
     * A file to be filtered.
     *
     * @param length its length in bytes
     * @param lastModified when it was changed last
     */
    public record FilterData(long length, Instant lastModified) {

        /**
         * Checks the length.
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

    /** The length of the request's own body, of what is sent in all. */
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
