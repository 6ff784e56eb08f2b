package org.gateway4j.host.servlet;

import jakarta.servlet.ServletException;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.Mounts;
import org.jspecify.annotations.Nullable;

/** What a servlet or a filter serves between its initialisation and its end. */
final class Setup {

    /** What code has set; null if init parameters say it. */
    private final @Nullable Mounts mounts;

    private final HostConfig config;
    private @Nullable ParameterMount own;
    private volatile @Nullable Serving serving;

    private Setup(@Nullable Mounts mounts, HostConfig config) {
        this.mounts = mounts;
        this.config = config;
    }

    /** What init parameters will say. */
    static Setup byInitParameters() {
        return new Setup(null, HostConfig.defaults());
    }

    /**
     * What code has set.
     *
     * @throws IllegalArgumentException if some gateways block and others do not
     */
    static Setup of(Mounts mounts, HostConfig config) {
        Serving.isBlocking(mounts);
        return new Setup(mounts, config);
    }

    /**
     * Begins to serve.
     *
     * @param name the name of the servlet or filter, for messages
     * @param context the path of its context
     * @throws ServletException if it cannot; the message says why
     */
    void start(String name, String context, InitParameters parameters) throws ServletException {
        try {
            if (mounts == null) {
                startOwn(context, parameters);
            } else {
                parameters.refuseOthers();
                serving = Serving.start(mounts.below(context), config);
            }
        } catch (IllegalArgumentException e) {
            throw new ServletException(name + ": " + e.getMessage(), e);
        }
    }

    private void startOwn(String context, InitParameters parameters) {
        ParameterMount mount = ParameterMount.take(parameters);
        own = mount;
        serving = Serving.start(mount.mounts().below(context), mount.config());
    }

    /** What serves the requests. */
    Serving serving() throws ServletException {
        Serving started = serving;
        if (started == null) {
            throw new ServletException("not initialised, or destroyed");
        }
        return started;
    }

    /** Ends what was begun. */
    void stop() {
        if (own != null) {
            own.close();
        }
        Serving started = serving;
        if (started != null) {
            serving = null;
            started.close();
        }
    }
}
