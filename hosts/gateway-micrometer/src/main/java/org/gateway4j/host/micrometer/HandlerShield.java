package org.gateway4j.host.micrometer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shields exchanges from exceptions of the handlers and conventions of observations. */
final class HandlerShield {

    private static final Logger LOG = LoggerFactory.getLogger(HandlerShield.class);

    private HandlerShield() {}

    /** Runs a call into the host's code. Returns whether it threw nothing. */
    static boolean run(Runnable call) {
        try {
            call.run();
            return true;
        } catch (RuntimeException | Error e) {
            LOG.warn("an observation handler or convention threw; ignored", e);
            return false;
        }
    }
}
