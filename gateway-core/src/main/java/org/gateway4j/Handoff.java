package org.gateway4j;

import java.nio.file.Path;

/**
 * What an application asks the server to send in place of the application's own body. A host that does not follow a
 * hand-off sends the response as it is. A later version may add kinds: a host treats every kind that it does not know
 * as one that it does not follow.
 */
public sealed interface Handoff {

    /**
     * Another resource of the server: the application's whole answer was one {@code Location} field with a path (RFC
     * 3875 section 6.2.2). To follow it, the host dispatches {@link GatewayRequest#followUp} as if the client had sent
     * that request, and applies all of its own access rules. If the host does not follow it, the response is a redirect
     * with status 302.
     *
     * @param target path and query
     */
    record LocalRedirect(String target) implements Handoff {}

    /**
     * A file that the application names by {@code X-Sendfile} or {@code X-Accel-Redirect}. The host sends the file with
     * this response's status and headers, and with the file's {@code Content-Length}. Only files that
     * {@link SendfileRoots} allow are ever offered.
     *
     * @param file the real path of a regular file
     */
    record SendFile(Path file) implements Handoff {}
}
