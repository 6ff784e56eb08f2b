package org.gateway4j.host.spring;

import org.gateway4j.host.HostConfig;

/**
 * Changes what the host does beside its routes, such as error pages and the access log. All beans of this type are called, in
 * their order, after the properties were set.
 */
@FunctionalInterface
public interface HostConfigCustomizer {

    /**
     * Changes the configuration.
     *
     * @param given the configuration so far
     * @return the new one
     */
    HostConfig customize(HostConfig given);
}
