package org.gateway4j.cgi;

import java.nio.file.Path;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;

/**
 * Maps a request to the program that answers it. The thread that dispatches a request calls the mapper, so it must be
 * safe for concurrent use and fast. It is a security boundary: the program that the mapper returns is executed.
 */
@FunctionalInterface
public interface CgiScriptMapper {

    /**
     * Maps a request.
     *
     * @param request the request
     * @return the program to run
     * @throws RequestRejectedException if there is no program. With {@link RequestRejectedException.Reason#NOT_FOUND}
     *     the host may answer with something else
     */
    CgiScript map(GatewayRequest request) throws RequestRejectedException;

    /**
     * Maps the path of a request to the executables below a directory.
     *
     * @param root the directory; made absolute
     * @return a mapper, which its methods refine
     */
    static ScriptDirectory directory(Path root) {
        return ScriptDirectory.of(root);
    }

    /**
     * Maps all requests to one program. The script name is the mount prefix, and the rest of the path is the path info.
     *
     * @param file the program; made absolute. It is looked up for each request
     * @return a mapper
     */
    static CgiScriptMapper executable(Path file) {
        return new SingleExecutable(file.toAbsolutePath().normalize());
    }
}
