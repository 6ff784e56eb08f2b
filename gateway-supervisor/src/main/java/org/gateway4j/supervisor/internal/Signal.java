package org.gateway4j.supervisor.internal;

/** What a process can be told. */
public enum Signal {
    /** End when the work is done. */
    QUIT,
    /** End. */
    TERM,
    /** It is ended, with all processes of its group. */
    KILL
}
