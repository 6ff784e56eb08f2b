package org.gateway4j.fastcgi.internal;

/**
 * The settings of a gateway's protocol.
 *
 * @param keepConnections whether the application is asked to keep a connection after a request
 * @param padding whether records are padded to multiples of 8 bytes
 */
public record FastCgiSettings(boolean keepConnections, boolean padding) {}
