package org.gateway4j.soak;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** The application's end of a connection: one request after the other, each with the fault that it asks for. */
final class FaultyConnection {

    private static final int PARAMS = 4;
    private static final int STDIN = 5;

    private static final long PAUSE_NANOS = 1_000_000;
    private static final String QUERY = "QUERY_STRING";

    private final SocketChannel channel;
    private final DataInputStream input;

    FaultyConnection(SocketChannel channel) {
        this.channel = channel;
        this.input = new DataInputStream(Channels.newInputStream(channel));
    }

    /** Serves until one side has had enough. */
    void serve() throws IOException {
        try (channel) {
            while (serveOne()) {
                // Kept for another one.
            }
        } catch (EOFException e) {
            // The gateway has closed it, which is how it ends.
        }
    }

    private boolean serveOne() throws IOException {
        int id = readBegin();
        Task task = Task.parse(readQuery());
        if (task.fault() == Fault.EARLY) {
            send(answer(task, id, task.answer()));
            readStream(STDIN);
            return true;
        }
        boolean asSent = Arrays.equals(task.body(), readStream(STDIN));
        byte[] body = asSent ? task.answer() : "another body than was sent".getBytes(StandardCharsets.US_ASCII);
        return respond(task, id, body);
    }

    /** Whether the connection is kept. */
    private boolean respond(Task task, int id, byte[] body) throws IOException {
        byte[] answer = answer(task, id, body);
        Random random = new Random(task.number());
        switch (task.fault()) {
            case SLOW -> sendSlowly(answer, random);
            case NOISY -> {
                send(FaultyAnswer.noise(id));
                send(answer);
            }
            case TRUNCATED -> send(Arrays.copyOf(answer, 1 + random.nextInt(answer.length - 1)));
            case RESET -> {
                send(Arrays.copyOf(answer, 1 + random.nextInt(answer.length - 1)));
                resetOnClose();
            }
            case MALFORMED -> send(FaultyAnswer.damaged(answer, random));
            case OVERLOADED -> send(FaultyAnswer.overloaded(id));
            case STALLED -> input.read();
            case NONE, EARLY, RECYCLED -> send(answer);
            case UNANSWERED -> {}
        }
        return switch (task.fault()) {
            case NONE, EARLY, SLOW, NOISY, OVERLOADED -> true;
            default -> false;
        };
    }

    private static byte[] answer(Task task, int id, byte[] body) {
        return FaultyAnswer.of(id, "X-Number: " + task.number() + "\r\n\r\n", body);
    }

    private void send(byte[] bytes) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        while (source.hasRemaining()) {
            channel.write(source);
        }
    }

    private void sendSlowly(byte[] bytes, Random random) throws IOException {
        for (int pause = 0, from = 0; from < bytes.length; pause++) {
            int most = pause < 5 ? 1_000 : bytes.length;
            int to = Math.min(from + 1 + random.nextInt(most), bytes.length);
            send(Arrays.copyOfRange(bytes, from, to));
            LockSupport.parkNanos(random.nextInt(5) * PAUSE_NANOS);
            from = to;
        }
    }

    private void resetOnClose() throws IOException {
        if (channel.getLocalAddress() instanceof InetSocketAddress) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
    }

    private int readBegin() throws IOException {
        input.readUnsignedByte();
        input.readUnsignedByte();
        int id = input.readUnsignedShort();
        input.skipNBytes(2 + 1 + 1 + 8);
        return id;
    }

    private String readQuery() throws IOException {
        ByteBuffer pairs = ByteBuffer.wrap(readStream(PARAMS));
        while (pairs.hasRemaining()) {
            byte[] name = new byte[length(pairs)];
            byte[] value = new byte[length(pairs)];
            pairs.get(name).get(value);
            if (new String(name, StandardCharsets.US_ASCII).equals(QUERY)) {
                return new String(value, StandardCharsets.US_ASCII);
            }
        }
        throw new IOException("no " + QUERY);
    }

    private static int length(ByteBuffer pairs) {
        int first = pairs.get(pairs.position());
        return first >= 0 ? pairs.get() : pairs.getInt() & 0x7FFF_FFFF;
    }

    private byte[] readStream(int type) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        int length;
        do {
            input.readUnsignedByte();
            int found = input.readUnsignedByte();
            if (found != type) {
                throw new IOException("record of type " + found + ", expected " + type);
            }
            input.readUnsignedShort();
            length = input.readUnsignedShort();
            int padding = input.readUnsignedByte();
            input.readUnsignedByte();
            stream.writeBytes(input.readNBytes(length));
            input.skipNBytes(padding);
        } while (length > 0);
        return stream.toByteArray();
    }
}
