package org.gateway4j.host.internal;

import java.io.IOException;

/** The host has said that the client is gone. */
final class ClientGoneException extends IOException {

    private static final long serialVersionUID = 1;

    ClientGoneException() {
        super("the client is gone");
    }
}
