package org.gateway4j.host.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gateway4j.host.AsyncRelay;
import org.gateway4j.host.BlockingRelay;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.HostRequest;
import org.gateway4j.host.Mount;
import org.gateway4j.host.Mounts;

/** Serves the requests of a container. Safe for use by any number of threads. */
abstract class Serving implements AutoCloseable {

    /**
     * Begins to serve, in the way that suits the gateways of the mounts.
     *
     * @throws IllegalArgumentException if some of the gateways block and others do not
     */
    static Serving start(Mounts mounts, HostConfig config) {
        return isBlocking(mounts)
                ? new BlockingServing(new BlockingRelay(mounts, config))
                : new AsyncServing(new AsyncRelay(mounts, config), Loops.start());
    }

    /**
     * Whether the gateways block.
     *
     * @throws IllegalArgumentException if some do and others do not
     */
    static boolean isBlocking(Mounts mounts) {
        Mount first = mounts.list().get(0);
        for (Mount other : mounts.list()) {
            if (other.gateway().isPresent() != first.gateway().isPresent()) {
                throw new IllegalArgumentException("one of the gateways of mounts " + first + " and " + other
                        + " blocks and the other does not; build all of them by build, or all by buildAsync"
                        + " or AsyncGateway.over");
            }
        }
        return first.gateway().isPresent();
    }

    /**
     * Serves a request, or begins to.
     *
     * @return false if no mount takes it: nothing was done
     */
    final boolean serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HostRequest read = RequestReader.read(request);
        if (!takes(read)) {
            return false;
        }
        RequestContent content;
        try {
            content = RequestContent.of(request);
        } catch (ConsumedBodyException e) {
            refuse(read, request, response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            return true;
        }
        serve(read, content, request, response);
        return true;
    }

    /** Answers a request with an error page. */
    final void refuse(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        refuse(RequestReader.read(request), request, response, status);
    }

    abstract boolean takes(HostRequest read);

    abstract void serve(
            HostRequest read, RequestContent content, HttpServletRequest request, HttpServletResponse response)
            throws IOException;

    abstract void refuse(HostRequest read, HttpServletRequest request, HttpServletResponse response, int status)
            throws IOException;

    /** Ends what it has begun. The gateways are not closed. */
    @Override
    public abstract void close();
}
