package org.gateway4j.internal.blocking;

import java.util.function.Supplier;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.Connector;

/** Connects to an application, whatever the request; each connection has a protocol of its own. */
record SocketOpener<Q>(Connector connector, Supplier<Protocol<Q>> protocols) implements Opener<Q> {

    @Override
    public Opened<Q> open(Q call, OutgoingBody body, long longestNanos) throws ConnectException {
        Protocol<Q> protocol = protocols.get();
        return new Opened<>(connector.connect(longestNanos), protocol);
    }

    @Override
    public void close() {}
}
