package org.gateway4j.examples.options;

import java.net.InetSocketAddress;
import java.security.KeyStore;

/**
 * Where and by which certificate the host speaks TLS.
 *
 * @param listen where it listens
 * @param keys holds the certificate and its key
 * @param password what opens the key
 */
public record TlsOptions(InetSocketAddress listen, KeyStore keys, String password) {}
