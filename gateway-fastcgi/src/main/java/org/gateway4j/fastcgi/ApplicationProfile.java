package org.gateway4j.fastcgi;

import java.time.Duration;
import org.gateway4j.PoolConfig;

/**
 * What a kind of application can cope with. The specification lets applications leave much out, and they do.
 *
 * @param keepConnections whether connections serve more than one request ({@code FCGI_KEEP_CONN}). Default true; if false,
 *     each request costs a connection
 * @param connections most connections at once. Default 5, PHP-FPM's own default of workers
 * @param requestsPerConnection after how many requests to close a connection. Default {@link Integer#MAX_VALUE}
 * @param padding whether records are filled up to multiples of 8 bytes, as the specification recommends. Default false:
 *     no application is known to gain from it, and some misread it
 */
public record ApplicationProfile(boolean keepConnections, int connections, int requestsPerConnection, boolean padding) {

    private static final Duration IDLE = Duration.ofSeconds(2);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public ApplicationProfile {
        if (connections < 1) {
            throw new IllegalArgumentException("profile.connections is " + connections + "; it must be at least 1");
        }
        if (requestsPerConnection < 1) {
            throw new IllegalArgumentException(
                    "profile.requestsPerConnection is " + requestsPerConnection + "; it must be at least 1");
        }
    }

    /**
     * PHP-FPM, or php-cgi with {@code PHP_FCGI_CHILDREN}.
     *
     * @param workers {@code pm.max_children}
     * @return a profile that keeps connections, one for each worker
     */
    public static ApplicationProfile phpFpm(int workers) {
        return new ApplicationProfile(true, workers, Integer.MAX_VALUE, false);
    }

    /**
     * A program that accepts one connection and serves it until it is closed, as most programs on libfcgi and Perl's FCGI
     * do: a second connection to it only waits.
     *
     * @param processes how many of them share the endpoint
     * @return a profile that keeps connections, one for each process
     */
    public static ApplicationProfile singleThreaded(int processes) {
        return new ApplicationProfile(true, processes, Integer.MAX_VALUE, false);
    }

    /**
     * An application that serves one request per connection, whatever it is asked, such as fcgiwrap behind a busy host.
     *
     * @param connections how many it serves at once
     * @return a profile that closes each connection
     */
    public static ApplicationProfile oneRequestPerConnection(int connections) {
        return new ApplicationProfile(false, connections, 1, false);
    }

    /**
     * The pool that suits it. A gateway takes from it what {@link FastCgiGateway.Builder#pool} leaves to the protocol.
     *
     * @return the defaults with this cap and number of uses, and 2 s for an idle connection
     */
    public PoolConfig pool() {
        return PoolConfig.of(connections).withIdleTimeout(IDLE).withMaxUses(requestsPerConnection);
    }
}
