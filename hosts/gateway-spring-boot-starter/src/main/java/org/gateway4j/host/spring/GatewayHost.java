package org.gateway4j.host.spring;

import org.gateway4j.host.HostConfig;

/**
 * What the host does beside its routes, as a bean of the starter's own: an application may have other beans of that type.
 *
 * @param config the configuration
 */
record GatewayHost(HostConfig config) {}
