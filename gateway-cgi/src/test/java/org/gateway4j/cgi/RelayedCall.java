package org.gateway4j.cgi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.gateway4j.contract.ApplicationCall;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.testkit.Bytes;

/** One run of a {@link RelayedScript}. */
final class RelayedCall implements ApplicationCall {

    private static final int SIGKILL = 9;

    private final PeerSocket socket;
    private final Map<String, String> environment;
    private boolean headSent;
    private boolean ended;

    private RelayedCall(PeerSocket socket, Map<String, String> environment) {
        this.socket = socket;
        this.environment = environment;
    }

    static RelayedCall received(PeerSocket socket) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        for (String variable : Bytes.text(socket.read(number(socket.read(4)))).split("\0", -1)) {
            int equals = variable.indexOf('=');
            if (equals >= 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return new RelayedCall(socket, environment);
    }

    private static int number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt();
    }

    private void command(char name, int number, byte... content) throws IOException {
        socket.write(ByteBuffer.allocate(5 + content.length)
                .put((byte) name)
                .putInt(number)
                .put(content)
                .array());
    }

    Map<String, String> environment() {
        return environment;
    }

    @Override
    public String method() {
        return environment.get("REQUEST_METHOD");
    }

    @Override
    public String uri() {
        return environment.get("REQUEST_URI");
    }

    @Override
    public long contentLength() {
        return Long.parseLong(environment.getOrDefault("CONTENT_LENGTH", "0"));
    }

    @Override
    public InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                command('R', length);
                byte[] piece = socket.read(number(socket.read(4)));
                System.arraycopy(piece, 0, target, offset, piece.length);
                return piece.length == 0 ? -1 : piece.length;
            }
        };
    }

    @Override
    public void answer(int status, byte[] body, String... headers) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(headText(status, headers));
        all.writeBytes(body);
        headSent = true;
        command('O', all.size(), all.toByteArray());
        exit(0);
    }

    private static byte[] headText(int status, String... headers) {
        StringBuilder head = new StringBuilder("Status: " + status + "\nContent-Type: application/octet-stream\n");
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append('\n');
        }
        return Bytes.of(head.append('\n').toString());
    }

    @Override
    public void head(int status, String... headers) throws IOException {
        headSent = true;
        write(headText(status, headers));
    }

    @Override
    public void write(byte[] piece) throws IOException {
        command('O', piece.length, piece);
    }

    @Override
    public void error(String text) throws IOException {
        byte[] bytes = Bytes.of(text);
        command('E', bytes.length, bytes);
    }

    private void exit(int status) throws IOException {
        ended = true;
        command('X', status);
    }

    /** Death by a signal: whoever ends well has said all that he wanted to. */
    @Override
    public void breakOff() throws IOException {
        ended = true;
        command('K', SIGKILL);
    }

    @Override
    public void awaitHangUp() {
        socket.awaitHangUp();
    }

    void end() throws IOException {
        if (!headSent && !ended) {
            head(200);
        }
        if (!ended) {
            exit(0);
        }
    }
}
