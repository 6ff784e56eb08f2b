package org.gateway4j.host.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gateway4j.host.Mounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** The routes of an application. It closes the gateways that it has made of properties. Safe for use by any number of threads. */
final class GatewayRoutes implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayRoutes.class);

    private final List<Route> routes;
    private final Mounts mounts;
    private final ExchangesInFlight inFlight = new ExchangesInFlight();

    private GatewayRoutes(List<Route> routes, Mounts mounts) {
        this.routes = routes;
        this.mounts = mounts;
    }

    /**
     * Makes all routes. If that fails, nothing is left open.
     *
     * @throws InvalidGatewayPropertyException if a property is missing or wrong
     */
    static GatewayRoutes make(Map<String, RouteProperties> properties, RouteFactory factory) {
        Property at = Property.ROOT.child("routes");
        List<Route> made = new ArrayList<>();
        try {
            for (Map.Entry<String, RouteProperties> each : properties.entrySet()) {
                Route route = factory.route(each.getKey(), each.getValue());
                made.add(route);
                checkName(at.entry(each.getKey()), made);
            }
            return new GatewayRoutes(List.copyOf(made), mounts(at, made));
        } catch (RuntimeException e) {
            made.forEach(GatewayRoutes::close);
            throw e;
        }
    }

    private static void checkName(Property at, List<Route> made) {
        String name = made.get(made.size() - 1).name();
        if (made.stream().filter(each -> each.name().equals(name)).count() > 1) {
            throw at.child("name").refuse(name, "is the name of another route, too");
        }
    }

    private static Mounts mounts(Property at, List<Route> routes) {
        Mounts.Builder mounts = Mounts.builder();
        for (Route route : routes) {
            at.make(route.mount().prefix() + "/", path -> mounts.mount(route.mount()));
        }
        return mounts.build();
    }

    List<Route> list() {
        return routes;
    }

    Mounts mounts() {
        return mounts;
    }

    /** The exchanges that the web server has not finished. */
    ExchangesInFlight inFlight() {
        return inFlight;
    }

    /** Tells the operator what is served. */
    void log() {
        routes.forEach(route -> LOG.info("{}", route));
    }

    /**
     * Takes no more requests, and waits until those in flight are answered and the web server has written what they got.
     *
     * @param longest the longest time to wait for all routes together
     */
    void drain(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (Route route : routes) {
            route.drain(Duration.ZERO);
        }
        for (Route route : routes) {
            if (!route.drain(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                LOG.warn("{}: requests are still in flight after {} and will be aborted", route, longest);
            }
        }
        if (!inFlight.awaitNone(end - System.nanoTime())) {
            LOG.warn("Responses of gateways are still being written after {} and will be cut", longest);
        }
    }

    @Override
    public void destroy() {
        routes.forEach(GatewayRoutes::close);
    }

    private static void close(Route route) {
        for (AutoCloseable each : route.owned()) {
            try {
                each.close();
            } catch (Exception e) {
                LOG.warn("{}: not closed", route, e);
            }
        }
    }
}
