package org.gateway4j.examples.responder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/** An application's answer: headers, and then the body. */
public final class AppResponse {

    private final OutputStream stdout;
    private final OutputStream stderr;
    private final StringBuilder head = new StringBuilder();
    private boolean headSent;

    AppResponse(OutputStream stdout, OutputStream stderr) {
        this.stdout = stdout;
        this.stderr = stderr;
    }

    public AppResponse status(int status) {
        return header("Status", Integer.toString(status));
    }

    public AppResponse header(String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    /** Where the body goes; the headers go before it. Buffered. */
    public OutputStream body() throws IOException {
        if (!headSent) {
            headSent = true;
            stdout.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
        }
        return stdout;
    }

    public void write(String text) throws IOException {
        body().write(text.getBytes(UTF_8));
    }

    /** Sends what was written so far. */
    public void flush() throws IOException {
        body().flush();
    }

    /** Writes a line to the error output. */
    public void error(String line) throws IOException {
        stderr.write((line + "\n").getBytes(UTF_8));
        stderr.flush();
    }
}
