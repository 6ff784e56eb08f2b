/**
 * The interface between a host server and applications behind FastCGI, AJP13 or CGI.
 *
 * <p>A host builds a {@link org.gateway4j.GatewayRequest}, dispatches it through a {@link org.gateway4j.Gateway} and
 * streams the {@link org.gateway4j.GatewayResponse} back. Gateways are made by the protocol modules, one per application,
 * and live as long as the host. Configuration is records: {@link org.gateway4j.PoolConfig}, {@link
 * org.gateway4j.Timeouts}, {@link org.gateway4j.Limits}, {@link org.gateway4j.Spooling}.
 *
 * <p>No type here takes or returns null where it is not marked {@code @Nullable}.
 */
@NullMarked
package org.gateway4j;

import org.jspecify.annotations.NullMarked;
