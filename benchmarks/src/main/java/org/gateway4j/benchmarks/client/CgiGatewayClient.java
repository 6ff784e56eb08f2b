package org.gateway4j.benchmarks.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayResponse;
import org.gateway4j.cgi.CgiGateway;
import org.gateway4j.cgi.CgiScriptMapper;
import org.gateway4j.cgi.ProcessConfig;

/** The library, with one process for each caller. */
final class CgiGatewayClient implements Client {

    private final Gateway gateway;

    CgiGatewayClient(Path program, int callers) {
        gateway = CgiGateway.builder(CgiScriptMapper.executable(program))
                .processes(ProcessConfig.of(callers))
                .build();
    }

    @Override
    public Caller caller() {
        return new Host();
    }

    /** What it says to a request from a browser. */
    byte[] answer() throws IOException {
        try (GatewayResponse response = gateway.dispatch(BrowserRequest.get())) {
            return response.body().readAllBytes();
        }
    }

    @Override
    public void close() {
        gateway.close();
    }

    private final class Host implements Caller {

        private final byte[] buffer = new byte[64 * 1024];

        @Override
        public long call() throws IOException {
            try (GatewayResponse response = gateway.dispatch(BrowserRequest.get())) {
                long seen = response.status();
                InputStream body = response.body();
                for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                    seen += count;
                }
                return seen;
            }
        }
    }
}
