package org.gateway4j.contract.host;

/** How a client knows where a body ends. */
enum Framing {
    /** There is no body. */
    NONE,
    /** The length was declared. */
    LENGTH,
    /** In chunks, the last of which is empty. */
    CHUNKS,
    /** With the connection. */
    CLOSE
}
