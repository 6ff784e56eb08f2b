package org.gateway4j;

/**
 * A pool's figures at one moment.
 *
 * @param limit the cap on connections (for CGI: processes)
 * @param inUse connections that serve an exchange now, being opened included
 * @param idle connections kept for reuse
 * @param waiting callers waiting for a connection
 * @param opened connections opened since the start
 * @param closed connections closed since the start
 * @param reused how often a caller got a connection that had served before
 * @param rejected callers turned away because too many waited, those included whose body was not even spooled for that, or
 *     that waited too long
 */
public record PoolStats(
        int limit, int inUse, int idle, int waiting, long opened, long closed, long reused, long rejected) {}
