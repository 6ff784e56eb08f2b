/**
 * A client of SCGI: for uWSGI, Quixote, rTorrent and other servers that speak the Simple Common Gateway Interface.
 *
 * <p>{@link org.gateway4j.scgi.ScgiGateway} is the gateway.
 */
@NullMarked
package org.gateway4j.scgi;

import org.jspecify.annotations.NullMarked;
