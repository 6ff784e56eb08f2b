/**
 * FastCGI 1.0 from the web server's side: PHP behind PHP-FPM and every other FastCGI responder.
 *
 * <p>{@link org.gateway4j.fastcgi.FastCgiGateway} is the gateway; {@link org.gateway4j.script.ScriptMapper} says which
 * script a request is for.
 */
@NullMarked
package org.gateway4j.fastcgi;

import org.jspecify.annotations.NullMarked;
