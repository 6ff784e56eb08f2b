package org.gateway4j;

/** How far an exchange had come when it failed. The constants are in the order of time. */
public enum Phase {
    /** The request was being checked; nothing was opened or sent. */
    CHECK,
    /** The request body was being read into memory or a spool file. */
    SPOOL,
    /** Waiting for a free connection. */
    ACQUIRE,
    /** A connection was being opened. */
    CONNECT,
    /** The request was being sent. */
    SEND,
    /** The request was sent; the gateway was waiting for the response head. */
    HEAD,
    /** The response head was delivered; the body was streaming. */
    BODY
}
