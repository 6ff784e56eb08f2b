/**
 * A gateway to executables by CGI/1.1 (RFC 3875): a process of its own answers each request.
 *
 * <p>{@link org.gateway4j.cgi.CgiGateway} is the gateway. A {@link org.gateway4j.cgi.CgiScriptMapper} maps requests to
 * programs.
 */
@NullMarked
package org.gateway4j.cgi;

import org.jspecify.annotations.NullMarked;
