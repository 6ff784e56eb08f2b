package org.gateway4j.host.spring;

import org.gateway4j.uwsgi.UwsgiGateway;
import org.jspecify.annotations.Nullable;

/**
 * What only uwsgi has.
 *
 * @param modifier1 the plugin of uWSGI that answers, 0 to 255
 * @param modifier2 a number whose meaning depends on the plugin, 0 to 255
 */
record UwsgiProperties(
        @Nullable Integer modifier1, @Nullable Integer modifier2) implements Property.Group<UwsgiGateway.Builder> {

    @Override
    public UwsgiGateway.Builder change(UwsgiGateway.Builder given, Property at) {
        return at.change(given)
                .by("modifier1", modifier1, UwsgiGateway.Builder::modifier1)
                .by("modifier2", modifier2, UwsgiGateway.Builder::modifier2)
                .result();
    }
}
