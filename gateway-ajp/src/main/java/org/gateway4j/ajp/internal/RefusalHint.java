package org.gateway4j.ajp.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs, once per gateway, the most likely meaning of a 403 with which a container closes a new connection. */
public final class RefusalHint implements Runnable {

    private final Logger log;
    private final String backend;
    private final AtomicBoolean said = new AtomicBoolean();

    /** A hint for a backend. */
    public RefusalHint(String backend) {
        this(LoggerFactory.getLogger("org.gateway4j.connection"), backend);
    }

    RefusalHint(Logger log, String backend) {
        this.log = log;
        this.backend = backend;
    }

    @Override
    public void run() {
        if (said.compareAndSet(false, true)) {
            log.warn(
                    "{}: answered 403 and closed a new connection: check the secret, and that the container's"
                            + " allowedRequestAttributesPattern matches all attributes that are sent",
                    backend);
        }
    }
}
