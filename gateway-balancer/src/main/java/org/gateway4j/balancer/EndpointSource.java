package org.gateway4j.balancer;

import java.time.Duration;
import java.util.List;
import org.gateway4j.Endpoint;
import org.gateway4j.balancer.internal.DnsEndpoints;

/**
 * Where the endpoints of a balancer's members come from, and how it hears that they have changed. Implementations are safe for use
 * by any number of threads.
 */
public interface EndpointSource {

    /** Hears of the endpoints. */
    interface Subscriber {

        /**
         * These are the endpoints from now on. Members of others are removed when their requests have ended.
         *
         * @param all all endpoints, in any order
         */
        void endpoints(List<Endpoint> all);

        /**
         * The endpoints cannot be found out now. The members stay as they are.
         *
         * @param failure why
         */
        void failed(Exception failure);
    }

    /**
     * Begins to tell a subscriber of the endpoints, now or when they are known.
     *
     * @param subscriber told by any thread, but one at a time
     * @return ends that when it is closed
     */
    AutoCloseable subscribe(Subscriber subscriber);

    /**
     * Endpoints that never change.
     *
     * @param endpoints the endpoints
     * @return a source
     */
    static EndpointSource fixed(List<Endpoint> endpoints) {
        List<Endpoint> all = List.copyOf(endpoints);
        return subscriber -> {
            subscriber.endpoints(all);
            return () -> {};
        };
    }

    /**
     * All addresses of a host name, IPv4 and IPv6, looked up again and again. If a look-up fails or finds nothing, the last answer
     * stays. One daemon thread for each subscriber does it, because a look-up blocks. The JVM keeps answers too, for 30 s unless the
     * security property {@code networkaddress.cache.ttl} says otherwise.
     *
     * @param host a host name
     * @param port 1 to 65535
     * @param interval the time between two look-ups, positive
     * @return a source
     * @throws IllegalArgumentException if the name is empty, or the port or the interval is out of range
     */
    static EndpointSource dns(String host, int port, Duration interval) {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("host name of an endpoint source is empty");
        }
        Settings.checkWithin("port of " + host, port, 1, 65_535);
        Settings.checkPositive("interval of look-ups of " + host, interval);
        return new DnsEndpoints(host, port, interval);
    }
}
