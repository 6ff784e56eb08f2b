package org.gateway4j.host.internal;

import java.io.IOException;
import org.gateway4j.RequestBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes the bodies of requests that no gateway gets. */
final class Bodies {

    private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);

    private Bodies() {}

    static void close(RequestBody body) {
        try {
            body.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("closing a request body failed", e);
        }
    }
}
