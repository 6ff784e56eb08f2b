package org.gateway4j.fastcgi.internal;

import org.gateway4j.GatewayRequest;
import org.gateway4j.internal.cgi.ScriptVariables;

/**
 * A request and the script that it is for.
 *
 * @param request the request, with the variables that the gateway's owner adds
 * @param script what its path was mapped to
 */
public record ScriptRequest(GatewayRequest request, ScriptVariables script) {}
