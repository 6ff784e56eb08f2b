package org.gateway4j.fastcgi;

import java.nio.file.Path;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.cgi.RequestPath;

/** Maps every request to the same script. */
record FixedScript(Path file) implements ScriptMapper {

    @Override
    public Script map(GatewayRequest request) throws RequestRejectedException {
        RequestPath path = RequestPath.of(request, "fastcgi");
        return Script.of(path.prefix(), path.path(), file, null);
    }
}
