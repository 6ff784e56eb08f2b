package org.gateway4j.cgi.internal;

import org.gateway4j.cgi.ExitPolicy;

/**
 * The exit status of a script as the JDK reports it. Like a shell, the JDK adds 128 to the number of the signal that
 * ended a process. If a program itself exits with such a status, it counts as ended by a signal.
 */
record ExitStatus(int code) {

    private static final int SIGNALLED = 128;

    /** Higher statuses are those of programs, such as 255 of a Perl script that dies. */
    private static final int LAST_SIGNAL = 64;

    /** Whether a response is complete that ended with this status. */
    boolean isAcceptedBy(ExitPolicy policy) {
        return switch (policy) {
            case SUCCESS_ONLY -> code == 0;
            case ANY_BUT_SIGNALS -> !isSignal();
            case ANY -> true;
        };
    }

    private boolean isSignal() {
        return code > SIGNALLED && code <= SIGNALLED + LAST_SIGNAL;
    }

    @Override
    public String toString() {
        return isSignal() ? "was ended by signal " + (code - SIGNALLED) : "exited with status " + code;
    }
}
