package org.gateway4j.cgi.internal;

import java.io.InputStream;
import java.io.OutputStream;

/** The parent's ends of the pipes of one process. Any thread may close them. Otherwise one thread uses each pipe. */
interface ProcessPipes extends AutoCloseable {

    /** Configures how the process gets its ends of the pipes. */
    void attach(ProcessBuilder builder);

    /** Reports that the process has its ends. */
    void started(Process process);

    /** The stream to which its input is written, if the input comes through a pipe. */
    OutputStream input();

    /** Ends the input, and a wait at the input as far as possible. */
    void closeInput();

    /** The stream from which its output is read. */
    InputStream output();

    /** The stream from which its error output is read. */
    InputStream errors();

    /** Closes the pipes that are still open, and ends waits at them as far as possible. */
    @Override
    void close();
}
