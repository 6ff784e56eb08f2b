/**
 * A client of FastCGI 1.0: for PHP behind PHP-FPM and for every other FastCGI application.
 *
 * <p>{@link org.gateway4j.fastcgi.FastCgiGateway} is the gateway. A {@link org.gateway4j.script.ScriptMapper} maps
 * requests to scripts.
 */
@NullMarked
package org.gateway4j.fastcgi;

import org.jspecify.annotations.NullMarked;
