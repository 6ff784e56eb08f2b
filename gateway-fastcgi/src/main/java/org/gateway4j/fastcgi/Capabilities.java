package org.gateway4j.fastcgi;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an application says of itself when asked by GET_VALUES (FastCGI specification, section 4.1). Few applications mean
 * what they say: libfcgi always answers 1, PHP-FPM only that it does not multiplex. What it does not say is empty.
 *
 * @param maxConnections most connections that it accepts at once ({@code FCGI_MAX_CONNS})
 * @param maxRequests most requests that it serves at once ({@code FCGI_MAX_REQS})
 * @param multiplexes whether it serves several requests on one connection ({@code FCGI_MPXS_CONNS})
 */
public record Capabilities(OptionalInt maxConnections, OptionalInt maxRequests, Optional<Boolean> multiplexes) {}
