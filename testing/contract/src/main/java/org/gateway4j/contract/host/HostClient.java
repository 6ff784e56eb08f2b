package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.RawClient;

/** A client on one connection. It sends what the test has written, and reads answers strictly by RFC 9112. */
public final class HostClient implements AutoCloseable {

    private final RawClient raw;
    /** Of the requests without an answer: it says whether the answer has a body. */
    private final Deque<String> methods = new ArrayDeque<>();

    HostClient(RawClient raw) {
        this.raw = raw;
    }

    /**
     * Sends the head of a request.
     *
     * @param lines without line ends
     * @return this client
     * @throws IOException if the host has let go
     */
    public HostClient request(String... lines) throws IOException {
        methods.add(lines[0].substring(0, lines[0].indexOf(' ')));
        raw.sendHead(lines);
        return this;
    }

    /**
     * Sends bytes.
     *
     * @param text one byte a character
     * @return this client
     * @throws IOException if the host has let go
     */
    public HostClient send(String text) throws IOException {
        raw.send(text);
        return this;
    }

    /** {@return the connection itself} */
    public RawClient raw() {
        return raw;
    }

    /**
     * {@return the next head, interim or not}
     *
     * @throws IOException if the connection ends before
     */
    public AnswerHead head() throws IOException {
        return new AnswerHead(raw.readHead());
    }

    /**
     * {@return the body of the answer to the earliest request that has none yet}
     *
     * @param head of that answer
     */
    public InputStream body(AnswerHead head) {
        return new AnswerBody(raw.input(), head, methods.remove());
    }

    /**
     * {@return the next answer, which is a final one}
     *
     * @throws IOException if the connection ends before the answer does
     */
    public HttpAnswer answer() throws IOException {
        AnswerHead head = head();
        return new HttpAnswer(head, Bytes.text(body(head).readAllBytes()));
    }

    /**
     * Sends a request without a body, and reads the answer.
     *
     * @param lines the head, without line ends
     * @return the answer
     * @throws IOException if the connection ends before the answer does
     */
    public HttpAnswer exchange(String... lines) throws IOException {
        return request(lines).answer();
    }

    /**
     * Waits until the host has ended the connection; fails if anything else comes.
     *
     * @throws IOException if nothing comes
     */
    public void awaitEnd() throws IOException {
        try {
            assertEquals(List.of(), raw.read(1000).lines().toList(), "what follows the last answer");
        } catch (SocketException e) {
            // Ended with a reset.
        }
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
