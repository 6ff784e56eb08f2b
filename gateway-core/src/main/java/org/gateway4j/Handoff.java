package org.gateway4j;

import java.nio.file.Path;

/**
 * What an application asks the server to answer with in place of its own body. A host that does not follow it sends the
 * response as it is. Other kinds may come: treat an unknown one as one that is not followed.
 */
public sealed interface Handoff {

    /**
     * Another resource of the server: the application's whole answer was one {@code Location} field holding a path (RFC
     * 3875 section 6.2.2). To follow it, the host dispatches {@link GatewayRequest#followUp} as if the client had
     * sent it, with all of its own rules on who may see what. Not followed, the response is a redirect with status 302.
     *
     * @param target path and query
     */
    record LocalRedirect(String target) implements Handoff {}

    /**
     * A file, asked for by {@code X-Sendfile} or {@code X-Accel-Redirect}. The host sends it with this response's status
     * and headers, and its own {@code Content-Length}. Only files that {@link SendfileRoots} allow are ever offered.
     *
     * @param file the real path of a regular file
     */
    record SendFile(Path file) implements Handoff {}
}
