/**
 * Gateways behind the HTTP server of the JDK.
 *
 * <p>No parameter and no result is null unless it is marked {@code @Nullable}.
 */
@NullMarked
package org.gateway4j.host.jdk;

import org.jspecify.annotations.NullMarked;
