package org.gateway4j.cgi;

/** Which exit statuses of a script mark a response as truncated after it has begun. */
public enum ExitPolicy {
    /**
     * Every status except 0. This is for scripts that are known to end with 0 after a success and with another status
     * after a failure.
     */
    SUCCESS_ONLY,
    /**
     * Death by a signal only. This is the default, because many scripts deliver a complete page and end with a status
     * other than 0. Some end with the status of their last command, such as a {@code grep}. PHP, Nagios and Python's
     * {@code cgitb} do so by design. Statuses 129 to 192 count as signals 1 to 64, as in a shell.
     */
    ANY_BUT_SIGNALS,
    /** No status: all output counts as complete. */
    ANY
}
