package org.gateway4j.internal.eventloop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Wire;
import org.jspecify.annotations.Nullable;

/** Asks the other side of a connection whether it is alive. Anything except the right answer is a fault. */
final class LoopPing implements LoopWire.User {

    private final LoopConnection<?> connection;
    private final LoopWire wire;
    private final Protocol<?> protocol;
    private final Backend asked;
    private final ByteBuffer[] question;
    private final ByteBuffer answer = ByteBuffer.allocate(64);
    private final Consumer<@Nullable String> outcome;

    private LoopPing(
            LoopConnection<?> connection, ByteBuffer question, Backend asked, Consumer<@Nullable String> outcome) {
        this.connection = connection;
        this.wire = connection.wire();
        this.protocol = connection.conversation().protocol();
        this.asked = asked;
        this.question = new ByteBuffer[] {question};
        this.outcome = outcome;
    }

    /**
     * Asks, if the protocol has a ping.
     *
     * @param asked the application, with the deadlines of the request
     * @param exchangeDeadline the deadline of the exchange of the request
     * @param outcome gets the fault, or null if there is none, perhaps before this method returns
     */
    static void ask(
            LoopConnection<?> connection, Backend asked, long exchangeDeadline, Consumer<@Nullable String> outcome) {
        ByteBuffer question = connection.conversation().protocol().ping();
        if (question == null) {
            outcome.accept(null);
            return;
        }
        LoopPing ping = new LoopPing(connection, question, asked, outcome);
        connection.wire().handTo(ping);
        long deadline = Nanos.after(System.nanoTime(), asked.timeoutNanos().connect());
        connection.wire().arm(Nanos.earlier(deadline, exchangeDeadline));
        ping.ready(false, true);
    }

    @Override
    public void ready(boolean readable, boolean writable) {
        try {
            if (question[0].hasRemaining()) {
                wire.write(question);
            }
            wire.interest(true, question[0].hasRemaining());
            if (readable && isAnswered()) {
                over(null);
            }
        } catch (IOException | AnswerException e) {
            over(String.valueOf(e.getMessage()));
        }
    }

    private boolean isAnswered() throws IOException, AnswerException {
        if (wire.read(answer) < 0) {
            throw new IOException("it was closed");
        }
        return protocol.isPong(answer.duplicate().flip());
    }

    @Override
    public void lost(IOException cause) {
        over(
                wire.state() == Wire.State.EXPIRED
                        ? "nothing came within " + Backend.text(asked.timeouts().connect())
                        : "closed while it was asked");
    }

    private void over(@Nullable String fault) {
        wire.disarm();
        wire.handTo(connection);
        outcome.accept(fault);
    }
}
