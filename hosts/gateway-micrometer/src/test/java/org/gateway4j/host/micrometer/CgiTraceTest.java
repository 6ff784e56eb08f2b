package org.gateway4j.host.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.cgi.CgiGateway;
import org.gateway4j.cgi.CgiScriptMapper;
import org.gateway4j.contract.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CGI program gets the span in its environment. */
class CgiTraceTest {

    @Test
    void aProgramGetsTheSpanOfTheDispatch(@TempDir Path directory) throws Exception {
        Path program = Files.writeString(directory.resolve("trace.sh"), """
                #!/bin/sh
                printf 'Content-Type: text/plain\\r\\n\\r\\n%s' "$HTTP_TRACEPARENT"
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Tracing tracing = new Tracing();
                Gateway gateway = ObservedGateway.of(
                        "trace",
                        CgiGateway.builder(CgiScriptMapper.executable(program)).build(),
                        tracing.registry())) {
            String received =
                    Answer.of(gateway.dispatch(GatewayRequest.get("/").build())).body();
            assertEquals(Tracing.traceparent(tracing.dispatches().get(0)), received);
        }
    }
}
