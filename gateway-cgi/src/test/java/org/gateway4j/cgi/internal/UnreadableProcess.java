package org.gateway4j.cgi.internal;

import java.io.InputStream;
import java.io.OutputStream;

/** A process that fails whoever reads its output, as where there is no memory left. */
final class UnreadableProcess extends Process {

    private final Process process;

    UnreadableProcess(Process process) {
        this.process = process;
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() {
                throw new InternalError("thrown on purpose");
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return read();
            }
        };
    }

    @Override
    public InputStream getErrorStream() {
        return process.getErrorStream();
    }

    @Override
    public OutputStream getOutputStream() {
        return process.getOutputStream();
    }

    @Override
    public ProcessHandle toHandle() {
        return process.toHandle();
    }

    @Override
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public int exitValue() {
        return process.exitValue();
    }

    @Override
    public void destroy() {
        process.destroy();
    }
}
