package org.gateway4j.script;

import java.nio.file.Path;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.cgi.RequestPath;
import org.gateway4j.internal.http.Octets;

/** Maps every request to the same script. */
record FixedScript(String filename) implements ScriptMapper {

    static FixedScript of(Path file) {
        return new FixedScript(Octets.utf8(file.toString()));
    }

    @Override
    public Script map(GatewayRequest request) throws RequestRejectedException {
        RequestPath path = RequestPath.of(request);
        return new Script(path.prefix(), path.pathInfo(request), filename, null);
    }

    @Override
    public boolean mayBlock(GatewayRequest request) {
        return false;
    }
}
