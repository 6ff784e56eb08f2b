package org.gateway4j.ajp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.gateway4j.contract.ApplicationCall;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.testkit.Bytes;

/** One request to a {@link TestContainer}. */
final class ContainerCall implements ApplicationCall {

    private static final int MOST_DATA = 8184;

    private final PeerSocket socket;
    private final ReceivedRequest request;
    private final AskingStream input;
    private boolean headSent;
    private boolean ended;

    ContainerCall(PeerSocket socket, ReceivedRequest request) {
        this.socket = socket;
        this.request = request;
        this.input = new AskingStream(socket, request.contentLength());
    }

    @Override
    public String method() {
        return request.methodName();
    }

    @Override
    public String uri() {
        return request.uri();
    }

    @Override
    public long contentLength() {
        return request.contentLength();
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public void answer(int status, byte[] body, String... headers) throws IOException {
        input.settle();
        headSent = true;
        ended = true;
        socket.write(Wire.join(headPacket(status, headers), chunks(body), Wire.packet("05 01")));
    }

    private static byte[] headPacket(int status, String... headers) {
        byte[] content = Wire.bytes("04 %04x 0003 '%d' 00 %04x".formatted(status, status, headers.length / 2));
        for (String text : headers) {
            content = Wire.join(content, Wire.bytes("%04x".formatted(text.length())), Bytes.of(text), new byte[1]);
        }
        return Wire.join(Wire.bytes("'AB' %04x".formatted(content.length)), content);
    }

    private static byte[] chunks(byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int from = 0; from < body.length; from += MOST_DATA) {
            byte[] data = Arrays.copyOfRange(body, from, Math.min(from + MOST_DATA, body.length));
            all.writeBytes(Wire.bytes("'AB' %04x 03 %04x".formatted(data.length + 4, data.length)));
            all.writeBytes(data);
            all.write(0);
        }
        return all.toByteArray();
    }

    @Override
    public void head(int status, String... headers) throws IOException {
        headSent = true;
        socket.write(Wire.join(headPacket(status, headers), Wire.packet("03 0000 00")));
    }

    @Override
    public void write(byte[] piece) throws IOException {
        socket.write(chunks(piece));
    }

    /** AJP has no error output. */
    @Override
    public void error(String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void askForMore() throws IOException {
        socket.write(Wire.packet("06 1ffa"));
    }

    /** A chunk of no bytes, which may not come before the head. */
    @Override
    public void chatter() throws IOException {
        if (!headSent) {
            throw new IOException("the protocol has nothing before the head");
        }
        socket.write(Wire.packet("03 0000 00"));
    }

    @Override
    public void breakOff() throws IOException {
        ended = true;
        socket.close();
    }

    @Override
    public void awaitHangUp() {
        socket.awaitHangUp();
    }

    void end() throws IOException {
        if (!ended) {
            ended = true;
            input.settle();
            socket.write(headSent ? Wire.packet("05 01") : Wire.join(headPacket(200), Wire.packet("05 01")));
        }
    }
}
