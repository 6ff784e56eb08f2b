package org.gateway4j.internal.blocking;

import java.util.function.Supplier;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.protocol.FakeProtocol;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.wire.Wire;

/** Opens what a test brings along, whoever asks for it. */
record FakeOpener(Supplier<Wire> wires, Supplier<Protocol<String>> protocols) implements Opener<String> {

    /** Where the protocol does not matter. */
    static FakeOpener of(Supplier<Wire> wires) {
        return new FakeOpener(wires, FakeProtocol::new);
    }

    @Override
    public Opened<String> open(String call, OutgoingBody body, long longestNanos) {
        return new Opened<>(wires.get(), protocols.get());
    }

    @Override
    public void close() {}
}
