package org.gateway4j.examples.http;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolStats;

/** What answers the requests below a path. Safe for use by any number of threads. */
public interface Mount extends AutoCloseable {

    /**
     * Answers a request.
     *
     * @throws GatewayException if there is no answer, or it broke off
     * @throws IOException if the client is gone
     */
    void answer(GatewayRequest request, Reply reply) throws IOException;

    /** The figures of its pool, if it has one. */
    default Optional<PoolStats> pool() {
        return Optional.empty();
    }

    /** The names of files, one of which a path that ends with a slash may mean. */
    default List<String> indexes() {
        return List.of();
    }

    @Override
    default void close() {}
}
