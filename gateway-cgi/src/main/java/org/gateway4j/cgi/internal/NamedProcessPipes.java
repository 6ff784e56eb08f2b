package org.gateway4j.cgi.internal;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import org.jspecify.annotations.Nullable;

/** The pipes of a process, as named pipes. */
final class NamedProcessPipes implements ProcessPipes {

    private final NamedPipe output;
    private final NamedPipe errors;
    private final @Nullable NamedPipe input;

    NamedProcessPipes(NamedPipe output, NamedPipe errors, @Nullable NamedPipe input) {
        this.output = output;
        this.errors = errors;
        this.input = input;
    }

    @Override
    public void attach(ProcessBuilder builder) {
        builder.redirectOutput(Redirect.to(output.file())).redirectError(Redirect.to(errors.file()));
        if (input != null) {
            builder.redirectInput(Redirect.from(input.file()));
        }
    }

    @Override
    public void started(Process process) {
        output.started();
        errors.started();
        if (input != null) {
            input.started();
        }
    }

    @Override
    public OutputStream input() {
        return input == null ? OutputStream.nullOutputStream() : input.output();
    }

    @Override
    public void closeInput() {
        if (input != null) {
            input.close();
        }
    }

    @Override
    public InputStream output() {
        return output.input();
    }

    @Override
    public InputStream errors() {
        return errors.input();
    }

    @Override
    public void close() {
        output.close();
        errors.close();
        closeInput();
    }
}
