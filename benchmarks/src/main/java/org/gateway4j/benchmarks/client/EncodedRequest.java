package org.gateway4j.benchmarks.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A request as bytes: in one piece where it is small, else head, equal pieces of the body, and the rest of it. */
final class EncodedRequest {

    /** With its record header, 64 KiB. */
    static final int PIECE = 65_528;

    private static final int HEADER = 8;
    private static final byte STDIN = 5;
    private static final int SMALL = 56 * 1024;

    private final ByteBuffer head;
    private final ByteBuffer piece;
    private final int pieces;
    private final ByteBuffer rest;

    private EncodedRequest(ByteBuffer head, ByteBuffer piece, int pieces, ByteBuffer rest) {
        this.head = head;
        this.piece = piece;
        this.pieces = pieces;
        this.rest = rest;
    }

    static EncodedRequest of(Workload workload) throws IOException {
        if (workload.body() <= SMALL) {
            return new EncodedRequest(RecordedRequest.of(workload), ByteBuffer.allocate(0), 0, ByteBuffer.allocate(0));
        }
        if (workload.isAjp()) {
            throw new IllegalArgumentException("a container asks for such a body packet by packet");
        }
        ByteBuffer get = RecordedRequest.of(Workload.FASTCGI_GET);
        int id = get.getShort(2);
        ByteBuffer rest = ByteBuffer.allocateDirect(PIECE + 2 * HEADER);
        putRecord(rest, id, workload.body() % PIECE);
        putRecord(rest, id, 0);
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE + HEADER);
        putRecord(piece, id, PIECE);
        return new EncodedRequest(get.limit(get.limit() - HEADER), piece, workload.body() / PIECE, rest.flip());
    }

    private static void putRecord(ByteBuffer target, int id, int length) {
        target.put((byte) 1)
                .put(STDIN)
                .putShort((short) id)
                .putShort((short) length)
                .putShort((short) 0);
        target.position(target.position() + length);
    }

    EncodedRequest duplicate() {
        return new EncodedRequest(head.duplicate(), piece.duplicate(), pieces, rest.duplicate());
    }

    /** How many STDIN records with content it has. */
    int records() {
        return pieces + (rest.limit() > 2 * HEADER ? 1 : 0);
    }

    void writeTo(SocketChannel channel) throws IOException {
        writeAll(channel, head.rewind());
        for (int i = 0; i < pieces; i++) {
            writeAll(channel, piece.rewind());
        }
        writeAll(channel, rest.rewind());
    }

    private static void writeAll(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
