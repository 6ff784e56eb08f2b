package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The pipes that the JDK makes. Closing such a pipe does not end a wait at it: the waiting thread is lost as long as
 * some program has the other end.
 */
final class JdkPipes implements ProcessPipes {

    private OutputStream input = OutputStream.nullOutputStream();
    private InputStream output = InputStream.nullInputStream();
    private InputStream errors = InputStream.nullInputStream();

    @Override
    public void attach(ProcessBuilder builder) {
        // These are the default of a ProcessBuilder.
    }

    @Override
    public void started(Process process) {
        input = process.getOutputStream();
        output = process.getInputStream();
        errors = process.getErrorStream();
    }

    @Override
    public OutputStream input() {
        return input;
    }

    /**
     * Does nothing: the JDK closes the input when the process exits. Closing it here would wait for a blocked writer.
     */
    @Override
    public void closeInput() {}

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public InputStream errors() {
        return errors;
    }

    @Override
    public void close() {
        close(output);
        close(errors);
    }

    private static void close(InputStream pipe) {
        try {
            pipe.close();
        } catch (IOException e) {
            // The descriptor is gone in any case.
        }
    }
}
