package org.gateway4j.scgi;

import org.gateway4j.testkit.ProtocolArchitecture;

/** Codec and exchange are bytes only. */
class ArchitectureTest extends ProtocolArchitecture {

    ArchitectureTest() {
        super("org.gateway4j.scgi", "ScgiProtocol");
    }
}
