package org.gateway4j.cgi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.internal.cgi.RequestPath;

/** Maps every request to the same program. */
record SingleExecutable(Path file) implements CgiScriptMapper {

    @Override
    public CgiScript map(GatewayRequest request) throws RequestRejectedException {
        RequestPath path = RequestPath.of(request);
        if (!Files.isRegularFile(file)) {
            throw new RequestRejectedException(Reason.NOT_FOUND, file.getFileName() + " is not a file");
        }
        if (!Files.isExecutable(file)) {
            throw new RequestRejectedException(Reason.FORBIDDEN, file.getFileName() + " is not executable");
        }
        return new CgiScript(path.prefix(), path.pathInfo(request), file, List.of(), null);
    }
}
