/**
 * Many gateways as one: a {@link org.gateway4j.balancer.Balancer} is a {@link org.gateway4j.Gateway} that passes each request on
 * to one of its members, which are gateways of any protocol, balancers included.
 *
 * <p>No parameter and no result is null unless it is marked {@code @Nullable}.
 */
@NullMarked
package org.gateway4j.balancer;

import org.jspecify.annotations.NullMarked;
