package org.gateway4j.contract.fastcgi;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.gateway4j.contract.ApplicationCall;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.testkit.Bytes;

/** One request to a {@link TestResponder}. */
public final class ResponderCall implements ApplicationCall {

    private final PeerSocket socket;
    private final ReceivedHead head;
    private final InputStream input;
    private boolean ended;

    ResponderCall(PeerSocket socket, ReceivedHead head) {
        this.socket = socket;
        this.head = head;
        this.input = new StdinStream(socket);
    }

    @Override
    public String method() {
        return variable("REQUEST_METHOD");
    }

    @Override
    public String uri() {
        return variable("REQUEST_URI");
    }

    /** {@return the variables of the request, in the order of their arrival} */
    public Map<String, String> variables() {
        return head.variables();
    }

    private String variable(String name) {
        return head.variables().getOrDefault(name, "");
    }

    @Override
    public long contentLength() {
        return Long.parseLong("0" + variable("CONTENT_LENGTH"));
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public void answer(int status, byte[] body, String... headers) throws IOException {
        ended = true;
        socket.write(Records.join(
                Records.stdout(head.id(), headText(status, headers)),
                Records.stdout(head.id(), body),
                Records.end(head.id())));
    }

    private static String headText(int status, String... headers) {
        StringBuilder text = new StringBuilder("Status: " + status + " Test\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            text.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    @Override
    public void head(int status, String... headers) throws IOException {
        socket.write(Records.stdout(head.id(), headText(status, headers)));
    }

    @Override
    public void write(byte[] piece) throws IOException {
        socket.write(Records.stdout(head.id(), piece));
    }

    /**
     * Sends what the test has composed, head and body alike, and ends the answer.
     *
     * @param output what a script would print
     * @throws IOException if the gateway has let go of the connection
     */
    public void print(String output) throws IOException {
        ended = true;
        socket.write(Records.join(Records.stdout(head.id(), Bytes.of(output)), Records.end(head.id())));
    }

    @Override
    public void error(String text) throws IOException {
        socket.write(Records.stderr(head.id(), text));
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
            socket.write(Records.end(head.id()));
        }
    }
}
