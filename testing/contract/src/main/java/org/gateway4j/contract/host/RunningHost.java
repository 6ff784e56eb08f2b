package org.gateway4j.contract.host;

import java.net.InetSocketAddress;
import java.util.List;
import org.gateway4j.PoolStats;

/** A host that serves, with its gateways. */
public interface RunningHost {

    /** {@return where it listens, in the clear, on loopback} */
    InetSocketAddress address();

    /** {@return the figures of its gateways, one for each mount} */
    List<PoolStats> stats();

    /**
     * Stops the host, closes its gateways, and returns when nothing of both is left: no thread, no socket.
     *
     * @throws Exception what makes the test fail
     */
    void close() throws Exception;
}
