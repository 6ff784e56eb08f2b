/**
 * A gateway to executables by CGI/1.1 (RFC 3875): each request is answered by a process of its own.
 *
 * <p>{@link org.gateway4j.cgi.CgiGateway} is the way in; a {@link org.gateway4j.cgi.CgiScriptMapper} says which program a
 * request is for.
 */
@NullMarked
package org.gateway4j.cgi;

import org.jspecify.annotations.NullMarked;
