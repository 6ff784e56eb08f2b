package org.gateway4j.script;

import java.nio.file.Path;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;

/**
 * Maps a request to the script that answers it. The thread that dispatches a request calls the mapper, so it must be
 * safe for concurrent use and fast. It is a security boundary: PHP runs whatever file the mapper names.
 */
@FunctionalInterface
public interface ScriptMapper {

    /**
     * Maps a request.
     *
     * @param request the request
     * @return the script to run
     * @throws RequestRejectedException if there is no script. With {@link RequestRejectedException.Reason#NOT_FOUND}
     *     the host may answer with something else, such as a static file
     */
    Script map(GatewayRequest request) throws RequestRejectedException;

    /**
     * Whether {@link #map} may have to wait for this request, for instance for a file system. If so, an
     * {@link org.gateway4j.async.AsyncGateway} maps the request on its executor instead of the event loop.
     *
     * @param request the request
     * @return true, the default; false if the mapper only computes
     */
    default boolean mayBlock(GatewayRequest request) {
        return true;
    }

    /**
     * Maps the path of a request to the scripts below a directory.
     *
     * @param root the directory; made absolute
     * @return a mapper for {@code .php} files and {@code index.php}, which its methods refine
     */
    static DocumentRoot documentRoot(Path root) {
        return DocumentRoot.of(root);
    }

    /**
     * Maps all requests to one script, for applications that read {@code PATH_INFO}, as many do that are not PHP. The
     * script's name is the mount prefix. The rest of the path is the path info.
     *
     * @param file the script, as the application sees it; it need not exist on this machine
     * @return a mapper
     */
    static ScriptMapper script(Path file) {
        return FixedScript.of(file);
    }
}
