package org.gateway4j.fastcgi.internal.codec;

import java.nio.ByteBuffer;

/**
 * The content of an END_REQUEST record (FastCGI specification, section 5.5): the application's status in four bytes,
 * the protocol's status in one, and three reserved bytes.
 *
 * @param appStatus the application's own exit status, unsigned
 * @param protocolStatus one of the constants here, or another value up to 255
 */
public record EndRequest(long appStatus, int protocolStatus) {

    /** Bytes of the content. */
    public static final int SIZE = 8;

    /** The request was carried out. */
    public static final int REQUEST_COMPLETE = 0;

    /** The request was not carried out: this application serves one request at a time on a connection. */
    public static final int CANT_MPX_CONN = 1;

    /** The request was not carried out: the application is out of some resource. */
    public static final int OVERLOADED = 2;

    /** The request was not carried out: the application does not have this role. */
    public static final int UNKNOWN_ROLE = 3;

    /** Reads the content. */
    public static EndRequest get(ByteBuffer source) {
        long appStatus = source.getInt() & 0xFFFF_FFFFL;
        int protocolStatus = source.get() & 0xFF;
        source.position(source.position() + 3);
        return new EndRequest(appStatus, protocolStatus);
    }
}
