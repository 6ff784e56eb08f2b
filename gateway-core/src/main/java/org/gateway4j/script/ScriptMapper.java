package org.gateway4j.script;

import java.nio.file.Path;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;

/**
 * Says which script a request is for. Called for each request by the thread that dispatches it, so it must be safe for
 * concurrent use and quick. It is a security boundary: PHP runs whatever file it is given.
 */
@FunctionalInterface
public interface ScriptMapper {

    /**
     * Maps a request.
     *
     * @param request the request
     * @return the script to run
     * @throws RequestRejectedException if there is none; {@link RequestRejectedException.Reason#NOT_FOUND} lets the host
     *     answer with something else, such as a static file
     */
    Script map(GatewayRequest request) throws RequestRejectedException;

    /**
     * Whether {@link #map} may have to wait for this request, as for a file system. An {@link
     * org.gateway4j.async.AsyncGateway} then maps it on its executor instead of the event loop.
     *
     * @param request the request
     * @return true by default; false if the mapper only computes
     */
    default boolean mayBlock(GatewayRequest request) {
        return true;
    }

    /**
     * The scripts below a directory, by the path of the request.
     *
     * @param root the directory; made absolute
     * @return a mapper for {@code .php} files and {@code index.php}, to be refined
     */
    static DocumentRoot documentRoot(Path root) {
        return DocumentRoot.of(root);
    }

    /**
     * One script for all requests: an application that reads {@code PATH_INFO}, such as one that is not PHP. The script's
     * name is the mount prefix; all after it is the path info.
     *
     * @param file the script, as the application sees it; need not exist here
     * @return a mapper
     */
    static ScriptMapper script(Path file) {
        return FixedScript.of(file);
    }
}
