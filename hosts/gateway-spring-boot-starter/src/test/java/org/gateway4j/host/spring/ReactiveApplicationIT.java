package org.gateway4j.host.spring;

import org.springframework.boot.WebApplicationType;

/** On Reactor Netty. */
class ReactiveApplicationIT extends BootApplicationContract {

    @Override
    WebApplicationType type() {
        return WebApplicationType.REACTIVE;
    }
}
