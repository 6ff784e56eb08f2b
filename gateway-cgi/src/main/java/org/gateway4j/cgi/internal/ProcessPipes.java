package org.gateway4j.cgi.internal;

import java.io.InputStream;
import java.io.OutputStream;

/** The pipes of one process, as its parent has them. Closed by any thread; otherwise each is used by one. */
interface ProcessPipes extends AutoCloseable {

    /** Says how a process gets its ends of them. */
    void attach(ProcessBuilder builder);

    /** Says that the process has its ends. */
    void started(Process process);

    /** Where its input is written to, if that comes through a pipe. */
    OutputStream input();

    /** Ends the input, and a wait at it as far as that can be done. */
    void closeInput();

    /** Where its output is read from. */
    InputStream output();

    /** Where its error output is read from. */
    InputStream errors();

    /** Closes those that are still open, and ends the waits at them as far as that can be done. */
    @Override
    void close();
}
