package org.gateway4j.host.micrometer;

import io.micrometer.observation.ObservationRegistry;
import org.gateway4j.Gateway;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.contract.facade.BlockingFacade;
import org.gateway4j.contract.loop.RunningLoop;
import org.gateway4j.fastcgi.FastCgiGateway;

/** The two ways to dispatch. */
enum Driver {
    BLOCKING {
        @Override
        Gateway observed(FastCgiGateway.Builder builder, ObservationRegistry registry) {
            return ObservedGateway.of("shop", builder.build(), registry);
        }

        @Override
        Gateway observed(AjpGateway.Builder builder, ObservationRegistry registry) {
            return ObservedGateway.of("shop", builder.build(), registry);
        }
    },
    LOOP {
        @Override
        Gateway observed(FastCgiGateway.Builder builder, ObservationRegistry registry) {
            return new BlockingFacade(
                    ObservedAsyncGateway.of("shop", builder.buildAsync(), registry), 1, RunningLoop::selector);
        }

        @Override
        Gateway observed(AjpGateway.Builder builder, ObservationRegistry registry) {
            return new BlockingFacade(
                    ObservedAsyncGateway.of("shop", builder.buildAsync(), registry), 1, RunningLoop::selector);
        }
    };

    abstract Gateway observed(FastCgiGateway.Builder builder, ObservationRegistry registry);

    abstract Gateway observed(AjpGateway.Builder builder, ObservationRegistry registry);
}
