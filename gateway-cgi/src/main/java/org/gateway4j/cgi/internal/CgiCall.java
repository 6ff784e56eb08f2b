package org.gateway4j.cgi.internal;

import org.gateway4j.GatewayRequest;
import org.gateway4j.cgi.CgiScript;

/**
 * A request and the program that answers it.
 *
 * @param request the request
 * @param script the program
 */
public record CgiCall(GatewayRequest request, CgiScript script) {}
