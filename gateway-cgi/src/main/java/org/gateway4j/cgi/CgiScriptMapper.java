package org.gateway4j.cgi;

import java.nio.file.Path;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;

/**
 * Says which program a request is for. Called for each request by the thread that dispatches it, so it must be safe for
 * concurrent use and quick. It is a security boundary: what it returns is executed.
 */
@FunctionalInterface
public interface CgiScriptMapper {

    /**
     * Maps a request.
     *
     * @param request the request
     * @return the program to run
     * @throws RequestRejectedException if there is none; {@link RequestRejectedException.Reason#NOT_FOUND} lets the host
     *     answer with something else
     */
    CgiScript map(GatewayRequest request) throws RequestRejectedException;

    /**
     * The executables below a directory, by the path of the request.
     *
     * @param root the directory; made absolute
     * @return a mapper, to be refined
     */
    static ScriptDirectory directory(Path root) {
        return ScriptDirectory.of(root);
    }

    /**
     * One program for all requests: its name is the mount prefix, all after it is the path info.
     *
     * @param file the program; made absolute. Looked at anew for each request
     * @return a mapper
     */
    static CgiScriptMapper executable(Path file) {
        return new SingleExecutable(file.toAbsolutePath().normalize());
    }
}
