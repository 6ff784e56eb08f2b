package org.gateway4j.internal.cgi;

import org.gateway4j.GatewayRequest;

/**
 * A request and the script that answers it.
 *
 * @param request the request, with the variables that the host adds
 * @param script the script or mount to which its path was mapped
 */
public record ScriptRequest(GatewayRequest request, ScriptVariables script) {}
