package org.gateway4j.fastcgi.internal;

/**
 * What a gateway tells its protocol.
 *
 * @param keepConnections whether the application is asked to keep a connection after a request
 * @param padding whether records are filled up to multiples of 8 bytes
 */
public record FastCgiSettings(boolean keepConnections, boolean padding) {}
