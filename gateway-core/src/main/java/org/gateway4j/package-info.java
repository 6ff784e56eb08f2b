/**
 * The interface between a host server and applications behind FastCGI, AJP13 or CGI.
 *
 * <p>A host builds a {@link org.gateway4j.GatewayRequest}, dispatches it through a {@link org.gateway4j.Gateway} and
 * streams the {@link org.gateway4j.GatewayResponse} back. The protocol modules make gateways. A host makes one gateway
 * per application, which lives as long as the host. Configuration is immutable: {@link org.gateway4j.PoolConfig},
 * {@link org.gateway4j.Timeouts}, {@link org.gateway4j.Limits}, {@link org.gateway4j.Spooling}.
 *
 * <p>No parameter and no result is null unless it is marked {@code @Nullable}.
 */
@NullMarked
package org.gateway4j;

import org.jspecify.annotations.NullMarked;
