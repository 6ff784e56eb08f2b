package org.gateway4j.cgi;

/** Which exit statuses make of a response that has begun one that was cut short. */
public enum ExitPolicy {
    /** All but 0: for scripts that are known to tell a failure by their status and success by 0. */
    SUCCESS_ONLY,
    /**
     * None but death by a signal. The default, because many scripts deliver a whole page and end with a status other than 0:
     * some have that of their last command, such as a {@code grep}; PHP, Nagios and Python's {@code cgitb} do it by design.
     */
    ANY_BUT_SIGNALS,
    /** None at all: whatever was written is taken for the whole. */
    ANY;

    /** To which the JDK, as shells do, adds the number of the signal that ended a process. */
    public static final int SIGNALLED = 128;

    /** The highest signal; higher statuses are those of programs, such as 255 of a Perl script that dies. */
    private static final int LAST_SIGNAL = 64;

    /**
     * Whether an exit status means that a signal ended the process.
     *
     * @param status the status, as the JDK tells it
     * @return whether it does; a program that exits with such a status itself is taken for one that was ended
     */
    public static boolean isSignal(int status) {
        return status > SIGNALLED && status <= SIGNALLED + LAST_SIGNAL;
    }

    /**
     * Whether a response is whole that ended with this exit status.
     *
     * @param status the status, as {@link #isSignal} understands it
     * @return whether it is
     */
    public boolean accepts(int status) {
        return switch (this) {
            case SUCCESS_ONLY -> status == 0;
            case ANY_BUT_SIGNALS -> !isSignal(status);
            case ANY -> true;
        };
    }
}
