/**
 * Gateways behind Jetty's core server.
 *
 * <p>No parameter and no result is null unless it is marked {@code @Nullable}.
 */
@NullMarked
package org.gateway4j.host.jetty;

import org.jspecify.annotations.NullMarked;
