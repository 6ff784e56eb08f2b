package org.gateway4j.fastcgi;

import java.io.IOException;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.fastcgi.ReceivedHead;
import org.gateway4j.contract.fastcgi.ReceivedRecord;
import org.gateway4j.contract.fastcgi.Records;

/** The application's end of a connection, for scripts. */
final class ScriptedPeer {

    private final PeerSocket socket;

    ScriptedPeer(PeerSocket socket) {
        this.socket = socket;
    }

    /** Receives so many bytes, whatever they are. */
    byte[] bytes(int count) throws IOException {
        return socket.read(count);
    }

    /** Receives the next record. */
    ReceivedRecord record() throws IOException {
        return ReceivedRecord.read(socket);
    }

    /** Receives a request up to its body. */
    ReceivedHead head() throws IOException {
        return ReceivedHead.read(socket);
    }

    /** Receives the body of a request, up to the empty record. */
    String body() throws IOException {
        StringBuilder body = new StringBuilder();
        for (ReceivedRecord record = record(); !record.isEndOf(Records.STDIN); record = record()) {
            if (record.type() != Records.STDIN) {
                throw new AssertionError("record of type " + record.type() + ", expected STDIN");
            }
            body.append(record.content());
        }
        return body.toString();
    }

    /** Receives a whole request. */
    ReceivedHead request() throws IOException {
        ReceivedHead head = head();
        body();
        return head;
    }

    /** Receives whole requests and answers each with this body, until the gateway lets go. */
    void answerAll(String body) throws IOException {
        while (true) {
            send(Records.answer(request().id(), body));
        }
    }

    /** Sends pieces, each in a write of its own. */
    void send(byte[]... pieces) throws IOException {
        for (byte[] piece : pieces) {
            socket.write(piece);
        }
    }

    void endOutput() throws IOException {
        socket.endOutput();
    }

    void reset() throws IOException {
        socket.reset();
    }

    void awaitHangUp() {
        socket.awaitHangUp();
    }
}
