package org.gateway4j.internal.blocking;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.GatewayException;
import org.gateway4j.Phase;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.exchange.Failures;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.Connector;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Target;
import org.gateway4j.internal.wire.Watchdog;
import org.gateway4j.internal.wire.Wire;

/** A connection outside of any pool, for one question about an application's health, under one deadline. */
public final class ProbeConnection implements AutoCloseable {

    private final Failures failures;
    private final Watchdog watchdog;
    private final Wire wire;
    private Phase phase = Phase.SEND;

    private ProbeConnection(Failures failures, Watchdog watchdog, Wire wire) {
        this.failures = failures;
        this.watchdog = watchdog;
        this.wire = wire;
    }

    /** Connects within the backend's connect timeout. The exchange that follows has its head timeout. */
    public static ProbeConnection open(Backend backend, Target target) throws GatewayException {
        Failures failures = new Failures(backend);
        Watchdog watchdog = new Watchdog("gateway4j probe " + backend.name());
        try {
            Wire wire = new Connector(target, backend.timeoutNanos().connect(), watchdog).connect();
            wire.arm(Nanos.after(System.nanoTime(), backend.timeoutNanos().head()));
            return new ProbeConnection(failures, watchdog, wire);
        } catch (ConnectException e) {
            watchdog.close();
            throw failures.notConnected(e);
        }
    }

    /** Sends all remaining bytes. */
    public void send(ByteBuffer bytes) throws GatewayException {
        try {
            wire.write(new ByteBuffer[] {bytes}, 1);
            phase = Phase.HEAD;
        } catch (IOException e) {
            throw failures.io(e, wire.state(), phase, false, false);
        }
    }

    /** Receives at least one byte; the end of the connection is a failure. */
    public void receive(ByteBuffer target) throws GatewayException {
        try {
            if (wire.read(target) < 0) {
                throw new EOFException("closed by the application without an answer");
            }
        } catch (IOException e) {
            throw failures.io(e, wire.state(), phase, true, false);
        }
    }

    /** The failure for a malformed answer. */
    public GatewayException bad(AnswerException e) {
        return failures.badAnswer(e, phase, "");
    }

    @Override
    public void close() {
        wire.close();
        watchdog.close();
    }
}
