package org.gateway4j.host.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * A client of HTTP/1 that has sent its request and waits. Jetty reads nothing from its connection meanwhile, so it does not hear
 * that the client closes it. Not safe for use by several threads.
 */
final class SilentClient {

    private final EndPoint endPoint;
    private final Connection.UpgradeTo connection;
    private boolean hasSentMore;

    private SilentClient(EndPoint endPoint, Connection.UpgradeTo connection) {
        this.endPoint = endPoint;
        this.connection = connection;
    }

    /** The client of a request, or null if Jetty tells when it leaves. */
    static @Nullable SilentClient of(Request request) {
        ConnectionMetaData facts = request.getConnectionMetaData();
        boolean old = facts.getHttpVersion().getVersion() <= HttpVersion.HTTP_1_1.getVersion();
        return old && facts.getConnection() instanceof Connection.UpgradeTo connection
                ? new SilentClient(facts.getConnection().getEndPoint(), connection)
                : null;
    }

    /** Whether the client has closed the connection. Nobody else may read from it during the call. */
    boolean isGone() {
        if (hasSentMore) {
            return false;
        }
        ByteBuffer octet = BufferUtil.allocate(1);
        try {
            int count = endPoint.fill(octet);
            if (count > 0) {
                // It belongs to the next request, which Jetty is to find where it looks first.
                connection.onUpgradeTo(octet);
                hasSentMore = true;
            }
            return count < 0;
        } catch (IOException e) {
            return true;
        }
    }
}
