package org.gateway4j.internal.blocking;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.exchange.Conversation;
import org.gateway4j.internal.pool.Pooled;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.wire.ExhaustedException;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Wire;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of the pool: its wire, and the state that all its exchanges use. */
final class Connection<Q> implements Pooled {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.connection");

    private final long id;
    private final long openedAt = System.nanoTime();
    private final Wire wire;
    private final Protocol<Q> protocol;
    private final Backend backend;

    /** Received and not yet consumed: always in reading position. */
    private final ByteBuffer input;

    private final Conversation<Q> conversation;
    private final Transfer transfer;
    private byte @Nullable [] copy;

    Connection(long id, Wire wire, Protocol<Q> protocol, Backend backend) throws ExhaustedException {
        this.id = id;
        this.wire = wire;
        this.protocol = protocol;
        this.backend = backend;
        this.input = wire.newBuffer(backend.medium().inputSize()).flip();
        this.conversation = new Conversation<>(protocol, input, wire::newBuffer, wire::wakeUp);
        this.transfer = new Transfer(this, conversation);
    }

    long id() {
        return id;
    }

    Wire wire() {
        return wire;
    }

    ByteBuffer input() {
        return input;
    }

    Conversation<Q> conversation() {
        return conversation;
    }

    Transfer transfer() {
        return transfer;
    }

    /** The array through which body bytes go to a stream. */
    byte[] copy() {
        byte[] array = copy;
        if (array == null) {
            array = new byte[input.capacity()];
            copy = array;
        }
        return array;
    }

    /**
     * Reads once, after the input was consumed.
     *
     * @return what {@link Wire#read} returns
     */
    int receive() throws IOException {
        input.clear();
        try {
            return wire.read(input);
        } finally {
            input.flip();
        }
    }

    @Override
    public boolean isAlive() {
        return !input.hasRemaining() && wire.isQuiet();
    }

    /** Whether no leftover bytes of one answer can be taken for the next answer. */
    boolean isClean() {
        return !input.hasRemaining() && (protocol.marksAnswers() || !wire.hasUnread());
    }

    /**
     * Asks the other side whether it is alive, if the protocol can; anything but the right answer ends the connection.
     *
     * @param asked the application, with the deadlines of the request
     * @param exchangeDeadline when the exchange of the request must have ended
     * @return what is wrong, or null if nothing is
     */
    @Nullable
    String pingFault(Backend asked, long exchangeDeadline) {
        ByteBuffer question = protocol.ping();
        String fault = question == null ? null : fault(question, asked, exchangeDeadline);
        if (fault != null) {
            LOG.debug("{}: connection {} did not answer: {}", backend.name(), id, fault);
        }
        return fault;
    }

    private @Nullable String fault(ByteBuffer question, Backend asked, long exchangeDeadline) {
        long deadline = Nanos.after(System.nanoTime(), asked.timeoutNanos().connect());
        wire.arm(Nanos.earlier(deadline, exchangeDeadline));
        try {
            wire.write(new ByteBuffer[] {question}, 1);
            ByteBuffer answer = input.clear();
            do {
                if (wire.read(answer) < 0) {
                    return "it was closed";
                }
            } while (!protocol.isPong(answer.duplicate().flip()));
            return wire.disarm() ? null : "late";
        } catch (IOException | AnswerException e) {
            return wire.state() == Wire.State.EXPIRED
                    ? "nothing came within " + Backend.text(asked.timeouts().connect())
                    : String.valueOf(e.getMessage());
        } finally {
            input.clear().flip();
        }
    }

    @Override
    public void close(CloseReason reason, Runnable whenGone) {
        if (reason == CloseReason.NOT_REUSABLE) {
            wire.letFinish();
        } else {
            wire.close();
        }
        wire.releaseSelector();
        wire.whenGone(() -> {
            // First, so that nobody waits for a permit because a listener does not return.
            whenGone.run();
            LOG.debug("{}: connection {} closed: {}", backend.name(), id, reason);
            backend.listener().connectionClosed(id, reason, System.nanoTime() - openedAt);
        });
    }
}
