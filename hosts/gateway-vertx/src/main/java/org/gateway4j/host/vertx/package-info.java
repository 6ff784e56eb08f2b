/**
 * Gateways behind the HTTP servers of Vert.x.
 *
 * <p>No parameter and no result is null unless it is marked {@code @Nullable}.
 */
@NullMarked
package org.gateway4j.host.vertx;

import org.jspecify.annotations.NullMarked;
