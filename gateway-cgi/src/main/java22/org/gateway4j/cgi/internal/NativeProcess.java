package org.gateway4j.cgi.internal;

import java.util.OptionalInt;

/** A process that leads a session and a group of its own: its signals and its exit. Safe for use by several threads. */
final class NativeProcess {

    private final int pid;
    private final int exit;

    /** Its exit status; -1 while it runs. */
    private volatile int status = -1;

    private boolean signalled;
    private boolean released;

    /**
     * A process that was just started.
     *
     * @param exit the descriptor that becomes readable when it exits
     */
    NativeProcess(int pid, int exit) {
        this.pid = pid;
        this.exit = exit;
    }

    int pid() {
        return pid;
    }

    boolean hasExited() {
        return status >= 0;
    }

    OptionalInt exitStatus() {
        return status < 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** The descriptor that becomes readable when it exits, or -1 if it has. */
    int descriptor() {
        return status < 0 ? exit : -1;
    }

    /** Collects the exit, if there was one. */
    synchronized void noticeExit() {
        int code = status < 0 ? LibC.reap(pid, false) : -1;
        if (code >= 0) {
            status = code;
        }
    }

    /**
     * Signals all processes of its group, or asks with 0 whether there are any. A process that has exited by itself may
     * leave a service behind, which is not signalled. The number of a group is not given away while it has a member.
     *
     * @return false if there was nothing to signal
     */
    synchronized boolean signal(int number) {
        if (released || hasExited() && !signalled) {
            return false;
        }
        signalled |= number != 0;
        return LibC.signal(-pid, number) == 0;
    }

    /** Whether its group was told to end. */
    synchronized boolean wasSignalled() {
        return signalled;
    }

    /** Closes its descriptor after its exit. */
    synchronized void release() {
        if (!released) {
            released = true;
            LibC.close(exit);
        }
    }
}
