package org.gateway4j.balancer;

import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.balancer.internal.SessionRoute;

/**
 * Keeps the requests of a session at the member that holds it. If that member is not there, one of its
 * {@linkplain MemberSpec#withGroup group} gets the request, or else any other. Implementations are safe for use by any number of
 * threads.
 */
@FunctionalInterface
public interface Affinity {

    /**
     * The routes that a request names.
     *
     * @param request the request
     * @return the routes, best first; empty if the request belongs to no session
     */
    List<String> routes(GatewayRequest request);

    /**
     * Whether a session is never served by another member.
     *
     * @return true if a request fails with {@link org.gateway4j.BackendBusyException} when its member cannot serve it; false by
     *     default
     */
    default boolean isForced() {
        return false;
    }

    /**
     * This affinity, but forced.
     *
     * @return one whose {@link #isForced} is true
     */
    default Affinity forced() {
        Affinity routes = this;
        return new Affinity() {
            @Override
            public List<String> routes(GatewayRequest request) {
                return routes.routes(request);
            }

            @Override
            public boolean isForced() {
                return true;
            }
        };
    }

    /**
     * Sessions of servlet containers. The route is what follows the first dot of the session's id, which a path parameter or a
     * cookie carries: {@code /shop;jsessionid=0A1B.node1}. The path parameter comes first, then every cookie of that name, because
     * applications with different paths set several. If no member has the route {@code west.node1}, the part before its next dot
     * names a group: {@code west}.
     *
     * @param cookie the name of the cookie, such as {@code JSESSIONID}
     * @param pathParameter the name of the path parameter, such as {@code jsessionid}, or an empty string for none
     * @return an affinity
     * @throws IllegalArgumentException if a name is not an RFC 9110 token
     */
    static Affinity sessionRoute(String cookie, String pathParameter) {
        return new SessionRoute(cookie, pathParameter);
    }
}
