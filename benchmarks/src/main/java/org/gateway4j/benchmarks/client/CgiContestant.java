package org.gateway4j.benchmarks.client;

import java.io.IOException;
import java.nio.file.Path;

/** The ways to run a CGI program that are compared. */
public enum CgiContestant {

    /** {@link ProcessBuilder} alone, with the environment that the library gives. */
    BARE {
        @Override
        public Client open(Path program, int callers) throws IOException {
            return new ProcessBuilderClient(program);
        }
    },

    /** The library. */
    GATEWAY {
        @Override
        public Client open(Path program, int callers) {
            return new CgiGatewayClient(program, callers);
        }
    };

    /** Starts nothing yet. */
    public abstract Client open(Path program, int callers) throws IOException;
}
