package org.gateway4j.internal.protocol;

import java.nio.ByteBuffer;
import org.gateway4j.Headers;

/** A protocol that sends nothing and waits for input; an answer would be an empty page. */
public class FakeProtocol implements Protocol<String> {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    @Override
    public ByteBuffer begin(String request, BodyFacts body, ErrorOutput errors) {
        return NOTHING;
    }

    @Override
    public int bodyCredit() {
        return 0;
    }

    @Override
    public void frame(int length, boolean last) {}

    @Override
    public ByteBuffer prefix() {
        return NOTHING;
    }

    @Override
    public ByteBuffer suffix() {
        return NOTHING;
    }

    @Override
    public Signal decode(ByteBuffer input) {
        input.position(input.limit());
        return Signal.NEED_INPUT;
    }

    @Override
    public ResponseHead head() {
        return new ResponseHead(200, "", Headers.empty(), -1, null);
    }

    @Override
    public int bodyAvailable() {
        return 0;
    }

    @Override
    public void bodyTaken(int count) {}

    @Override
    public boolean isReusable() {
        return false;
    }

    @Override
    public long exitStatus() {
        return -1;
    }

    @Override
    public String position() {
        return "";
    }
}
