package org.gateway4j.cgi;

/** A limit of the system on what one process uses, see {@code setrlimit} of POSIX. */
public enum ResourceLimit {

    /** Seconds of processor time. At the limit the script is ended by a signal. */
    CPU_SECONDS,

    /** Bytes of address space. Beyond it the script gets no memory. */
    ADDRESS_SPACE_BYTES,

    /** The size in bytes of a file that it writes. */
    FILE_BYTES,

    /** Open files, sockets and pipes. A script starts with three. */
    OPEN_FILES,

    /** Processes and threads of its user, in all. Linux does not hold root to it. */
    PROCESSES,

    /** The size in bytes of the memory image that a crash leaves behind; 0 for none. */
    CORE_BYTES
}
