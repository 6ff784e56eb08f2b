/**
 * Gateways as a servlet or a filter of any Jakarta Servlet container.
 *
 * <p>No parameter and no result is null unless it is marked {@code @Nullable}.
 */
@NullMarked
package org.gateway4j.host.servlet;

import org.jspecify.annotations.NullMarked;
