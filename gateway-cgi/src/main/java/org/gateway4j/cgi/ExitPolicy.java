package org.gateway4j.cgi;

/** Which exit statuses of a script mark a response that has begun as truncated. */
public enum ExitPolicy {
    /** All but 0: for scripts that are known to tell a failure by their status and success by 0. */
    SUCCESS_ONLY,
    /**
     * None but death by a signal. The default, because many scripts deliver a whole page and end with a status other than 0:
     * some have that of their last command, such as a {@code grep}; PHP, Nagios and Python's {@code cgitb} do it by design.
     * Statuses 129 to 192 count as signals 1 to 64, as in a shell.
     */
    ANY_BUT_SIGNALS,
    /** None at all: whatever was written is taken for the whole. */
    ANY
}
