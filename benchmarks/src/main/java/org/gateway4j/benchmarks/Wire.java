package org.gateway4j.benchmarks;

import java.nio.ByteBuffer;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.fastcgi.ApplicationProfile;
import org.gateway4j.fastcgi.internal.FastCgiProtocol;
import org.gateway4j.fastcgi.internal.RoleRequest;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.cgi.MetaVariables;

/** The protocol as a gateway has it for each connection, and what it makes of requests. */
final class Wire {

    private Wire() {}

    static FastCgiProtocol protocol() {
        return new FastCgiProtocol(
                "fastcgi",
                ApplicationProfile.phpFpm(1),
                new MetaVariables("fastcgi", "Gateway4j", true),
                Limits.defaults());
    }

    /** The bytes that a gateway sends for a request, to be written again and again. */
    static ByteBuffer encoded(GatewayRequest request) throws RequestRejectedException {
        FastCgiProtocol protocol = protocol();
        int length = (int) request.body().length();
        RoleRequest call = RoleRequest.responder(request, BrowserRequest.script(request));
        ByteBuffer head = protocol.begin(call, new OutgoingBody(request.body(), "fastcgi"), bytes -> {});
        protocol.frame(length, true);
        ByteBuffer content = request.body().inMemory();
        ByteBuffer all = ByteBuffer.allocateDirect(head.remaining()
                + length
                + protocol.prefix().remaining()
                + protocol.suffix().remaining());
        all.put(head).put(protocol.prefix());
        if (content != null) {
            all.put(content);
        }
        return all.put(protocol.suffix()).flip();
    }
}
