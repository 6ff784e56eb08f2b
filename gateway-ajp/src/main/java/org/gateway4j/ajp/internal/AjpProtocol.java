package org.gateway4j.ajp.internal;

import java.nio.ByteBuffer;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.ajp.internal.codec.ForwardRequestEncoder;
import org.gateway4j.ajp.internal.codec.Packet;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.BodyFacts;
import org.gateway4j.internal.protocol.ErrorOutput;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.protocol.ResponseHead;
import org.jspecify.annotations.Nullable;

/** AJP13 on one connection, one request at a time. */
public final class AjpProtocol implements Protocol<GatewayRequest> {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final OversizedRequest oversized;
    private final Runnable onRefusal;
    private final ForwardRequestEncoder encoder;
    private final ForwardRequest forward;
    private final BodyObligation obligation;
    private final AnswerDecoder answer;
    private final ByteBuffer prefix =
            ByteBuffer.allocateDirect(Packet.DATA_OVERHEAD).limit(0);
    private int requests;

    /**
     * The protocol of a connection.
     *
     * @param onRefusal runs if the first request was answered with 403 and the container then closed the connection
     */
    public AjpProtocol(AjpSettings settings, Limits limits, Runnable onRefusal) {
        this.onRefusal = onRefusal;
        this.oversized = new OversizedRequest(settings, limits);
        this.encoder = new ForwardRequestEncoder(oversized.most());
        this.forward = new ForwardRequest(settings, encoder);
        this.obligation = new BodyObligation(settings.packetSize());
        this.answer = new AnswerDecoder(limits, obligation);
    }

    @Override
    public ByteBuffer begin(GatewayRequest request, BodyFacts body, ErrorOutput errors)
            throws RequestRejectedException {
        encode(request, body.length());
        requests++;
        obligation.begin(body.length());
        answer.begin();
        return encoder.packet();
    }

    /**
     * Encodes a request. The length is that of its body, or -1 if it is not known.
     *
     * @throws RequestRejectedException if the request does not fit into a packet
     */
    void encode(GatewayRequest request, long length) throws RequestRejectedException {
        forward.write(request, length);
        if (!encoder.fits()) {
            throw oversized.rejection(request, encoder.size());
        }
    }

    @Override
    public boolean isLockStep() {
        return true;
    }

    @Override
    public int bodyCredit() {
        return obligation.credit();
    }

    @Override
    public void frame(int length, boolean last) {
        obligation.paid(length);
        Packet.putDataHeader(prefix.clear(), length);
        prefix.flip();
    }

    @Override
    public ByteBuffer prefix() {
        return prefix;
    }

    @Override
    public ByteBuffer suffix() {
        return NOTHING;
    }

    @Override
    public Signal decode(ByteBuffer input) throws AnswerException {
        Signal signal = answer.decode(input);
        if (signal == Signal.END && requests == 1 && answer.head().status() == 403 && !answer.isKept()) {
            onRefusal.run();
        }
        return signal;
    }

    @Override
    public ResponseHead head() {
        return answer.head();
    }

    @Override
    public int bodyAvailable() {
        return answer.bodyAvailable();
    }

    @Override
    public void bodyTaken(int count) {
        answer.bodyTaken(count);
    }

    @Override
    public boolean isReusable() {
        return answer.isKept() && obligation.credit() == 0;
    }

    @Override
    public long exitStatus() {
        return -1;
    }

    @Override
    public String position() {
        return answer.position();
    }

    @Override
    public @Nullable ByteBuffer ping() {
        return Packet.cping();
    }

    @Override
    public boolean isPong(ByteBuffer input) throws AnswerException {
        return PingExchange.isPong(input);
    }
}
