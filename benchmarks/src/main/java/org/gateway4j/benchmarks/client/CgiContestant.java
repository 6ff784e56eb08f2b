package org.gateway4j.benchmarks.client;

import java.io.IOException;
import org.gateway4j.Gateway;
import org.gateway4j.cgi.CgiGateway;
import org.gateway4j.cgi.CgiScriptMapper;
import org.gateway4j.cgi.ProcessConfig;

/** The ways to run a CGI program that are compared. */
public enum CgiContestant {

    /** {@link ProcessBuilder} alone, with the environment that the library gives. */
    BARE,

    /** The library. */
    GATEWAY;

    /** Starts nothing yet. */
    public Client open(HelloScript script, int callers) throws IOException {
        return switch (this) {
            case BARE -> new ProcessBuilderClient(script.file());
            case GATEWAY -> new GatewayClient(gateway(script, callers), 0, HelloScript.ANSWER);
        };
    }

    /** With one process for each caller. */
    static Gateway gateway(HelloScript script, int callers) {
        return CgiGateway.builder(CgiScriptMapper.executable(script.file()))
                .processes(ProcessConfig.of(callers))
                .build();
    }
}
