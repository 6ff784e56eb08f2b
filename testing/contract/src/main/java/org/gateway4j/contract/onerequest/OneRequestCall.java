package org.gateway4j.contract.onerequest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.gateway4j.contract.ApplicationCall;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.testkit.Bytes;

/** One request to a {@link OneRequestApplication}. */
public final class OneRequestCall implements ApplicationCall {

    private final PeerSocket socket;
    private final Map<String, String> variables;
    private final String beforeStatus;
    private final InputStream input;

    OneRequestCall(PeerSocket socket, Map<String, String> variables, String beforeStatus) {
        this.socket = socket;
        this.variables = variables;
        this.beforeStatus = beforeStatus;
        this.input = new SizedInput(socket, contentLength());
    }

    /** {@return the variables of the request, in the order of their arrival} */
    public Map<String, String> variables() {
        return variables;
    }

    @Override
    public String method() {
        return variables.getOrDefault("REQUEST_METHOD", "");
    }

    @Override
    public String uri() {
        return variables.getOrDefault("REQUEST_URI", "");
    }

    @Override
    public long contentLength() {
        return Long.parseLong(variables.getOrDefault("CONTENT_LENGTH", "0"));
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public void answer(int status, byte[] body, String... headers) throws IOException {
        byte[] head = Bytes.of(headText(status, headers));
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        socket.write(all);
        socket.endOutput();
    }

    private String headText(int status, String... headers) {
        StringBuilder text = new StringBuilder(beforeStatus + status + " Test\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            text.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    @Override
    public void head(int status, String... headers) throws IOException {
        socket.write(Bytes.of(headText(status, headers)));
    }

    @Override
    public void write(byte[] piece) throws IOException {
        socket.write(piece);
    }

    /** There is no error output. */
    @Override
    public void error(String text) {}

    /** There is nothing beside head and body. */
    @Override
    public void chatter() throws IOException {
        throw new IOException("the protocol has nothing beside head and body");
    }

    @Override
    public void breakOff() throws IOException {
        socket.close();
    }

    @Override
    public void awaitHangUp() {
        socket.awaitHangUp();
    }

    /** Ends the answer, and waits for the gateway, so that unread input does not become a reset that overtakes it. */
    void end() {
        try {
            socket.endOutput();
        } catch (IOException e) {
            return; // Ended by the test, or the gateway has let go.
        }
        socket.awaitHangUp();
    }
}
