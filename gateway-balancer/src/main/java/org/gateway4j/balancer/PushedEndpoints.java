package org.gateway4j.balancer;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.gateway4j.Endpoint;
import org.jspecify.annotations.Nullable;

/** Endpoints that the host pushes, for instance from the discovery of its platform. Safe for use by any number of threads. */
public final class PushedEndpoints implements EndpointSource {

    private final Set<Subscriber> subscribers = new CopyOnWriteArraySet<>();
    private @Nullable List<Endpoint> last;

    /** A source that knows nothing yet. */
    public PushedEndpoints() {}

    /**
     * These are the endpoints from now on.
     *
     * @param all all endpoints, in any order
     */
    public synchronized void push(List<Endpoint> all) {
        List<Endpoint> copy = List.copyOf(all);
        last = copy;
        subscribers.forEach(subscriber -> subscriber.endpoints(copy));
    }

    @Override
    public synchronized AutoCloseable subscribe(Subscriber subscriber) {
        subscribers.add(subscriber);
        if (last != null) {
            subscriber.endpoints(last);
        }
        return () -> subscribers.remove(subscriber);
    }
}
