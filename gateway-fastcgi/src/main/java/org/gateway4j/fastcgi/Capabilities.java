package org.gateway4j.fastcgi;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The answer of an application to GET_VALUES (FastCGI specification, section 4.1). The answers are rarely reliable:
 * libfcgi always answers 1, and PHP-FPM answers only that it does not multiplex. A value that the application does not
 * answer is empty. Immutable.
 *
 * @param maxConnections the number of connections that it accepts at once ({@code FCGI_MAX_CONNS})
 * @param maxRequests the number of requests that it serves at once ({@code FCGI_MAX_REQS})
 * @param multiplexes whether it serves several requests on one connection ({@code FCGI_MPXS_CONNS})
 */
public record Capabilities(OptionalInt maxConnections, OptionalInt maxRequests, Optional<Boolean> multiplexes) {}
