package org.gateway4j.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;

/** Takes a response of either kind, and remembers it. */
final class RecordingSink implements BlockingSink, AsyncSink {

    final List<String> calls = new ArrayList<>();
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    ResponseHead head;
    Throwable aborted;
    Runnable clientGone;
    Runnable whenWritable;
    boolean writable = true;
    boolean broken;
    boolean takesFiles;
    boolean takesErrors;
    boolean ended;

    String text() {
        return body.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void onClientGone(Runnable action) {
        clientGone = action;
    }

    @Override
    public void head(ResponseHead taken) {
        calls.add("head");
        head = taken;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (broken) {
            throw new IOException("broken pipe");
        }
        calls.add("write " + length);
        body.write(bytes, offset, length);
    }

    @Override
    public void flush() {
        calls.add("flush");
    }

    @Override
    public boolean sendFile(ResponseHead taken, Path file, GatewayRequest request) {
        if (takesFiles) {
            calls.add("sendFile " + file.getFileName());
            head = taken;
        }
        return takesFiles;
    }

    @Override
    public boolean sendError(int status, Headers headers) {
        if (takesErrors) {
            calls.add("sendError " + status + " " + headers);
        }
        return takesErrors;
    }

    @Override
    public void end() {
        calls.add("end");
        ended = true;
    }

    @Override
    public void abort(Throwable cause) {
        calls.add("abort");
        aborted = cause;
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void whenWritable(Runnable action) {
        whenWritable = action;
    }

    @Override
    public ByteBuffer buffer() {
        return ByteBuffer.allocate(16);
    }

    @Override
    public void write(ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        calls.add("write " + bytes.length);
        body.writeBytes(bytes);
    }
}
