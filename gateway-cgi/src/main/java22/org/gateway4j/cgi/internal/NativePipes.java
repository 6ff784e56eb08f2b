package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** This side's ends of a script's pipes, for the thread that has the script. */
final class NativePipes {

    private final PipeEnd input;
    private final PipeEnd output;
    private final NativeErrors errors;

    NativePipes(PipeEnd input, PipeEnd output, NativeErrors errors) {
        this.input = input;
        this.output = output;
        this.errors = errors;
    }

    PipeEnd input() {
        return input;
    }

    PipeEnd output() {
        return output;
    }

    NativeErrors errors() {
        return errors;
    }

    /**
     * Reads output: the number of bytes, 0 if none is there, -1 at the end. The caller may then do something else for as
     * long as it likes.
     */
    int read(ByteBuffer target) throws IOException {
        int count = output.read(target);
        if (count < 0) {
            output.close();
        } else if (count > 0) {
            errors.watch();
        }
        return count;
    }

    /** Writes as much input as there is room for. A script may stop reading at any time (RFC 3875 section 4.2). */
    int write(ByteBuffer source) throws IOException {
        if (!input.isOpen()) {
            throw new IOException("the script does not read its input");
        }
        try {
            return input.write(source);
        } catch (IOException e) {
            input.close();
            throw new IOException("the script does not read its input", e);
        }
    }

    /** Reads output and throws it away. */
    void discard(ByteBuffer scratch) {
        try {
            if (output.read(scratch.clear()) < 0) {
                output.close();
            }
        } catch (IOException e) {
            output.close();
        }
    }

    void close() {
        input.close();
        output.close();
        errors.close();
    }
}
