package org.gateway4j.fastcgi.internal;

import java.time.Instant;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.fastcgi.internal.RoleRequest.FilterData;
import org.gateway4j.internal.cgi.AddedVariables;
import org.gateway4j.internal.exchange.Preparation;
import org.gateway4j.internal.script.ScriptRequests;
import org.gateway4j.script.ScriptMapper;

/**
 * Makes a request in a role from a host's request: maps it to its script, adds the host's own variables, and checks it.
 * Safe for use by several threads.
 *
 * @param scripts maps requests to scripts
 * @param variables the host's own
 * @param check refuses requests that cannot be sent
 */
public record RoleRequests(ScriptMapper scripts, AddedVariables variables, HeadCheck check)
        implements Preparation<RoleRequest> {

    /** Makes a request in the Responder role. */
    @Override
    public RoleRequest prepare(GatewayRequest request) throws GatewayException {
        return check.requireSendable(
                RoleRequest.responder(variables.addTo(request), ScriptRequests.map(scripts, request)));
    }

    @Override
    public boolean mayBlock(GatewayRequest request) {
        return scripts.mayBlock(request);
    }

    /** Makes a request in the Authorizer role. */
    public RoleRequest authorizer(GatewayRequest request) throws GatewayException {
        return check.requireSendable(
                RoleRequest.authorizer(variables.addTo(request), ScriptRequests.map(scripts, request)));
    }

    /** Makes a request in the Filter role. */
    public RoleRequest filter(GatewayRequest request, RequestBody data, Instant lastModified) throws GatewayException {
        return check.requireSendable(RoleRequest.filter(
                variables.addTo(request),
                ScriptRequests.map(scripts, request),
                new FilterData(data.length(), lastModified)));
    }
}
