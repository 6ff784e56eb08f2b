package org.gateway4j.contract.onerequest;

import java.nio.ByteBuffer;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.cgi.OneRequestProtocol;
import org.gateway4j.internal.cgi.ScriptRequest;
import org.gateway4j.internal.cgi.ScriptVariables;
import org.gateway4j.internal.protocol.BodyFacts;
import org.jspecify.annotations.Nullable;

/**
 * Begins exchanges of a protocol without a driver.
 *
 * @param length of the bodies
 */
public record BeginFacts(long length) implements BodyFacts {

    /** Requests without a body. */
    public static final BeginFacts GET = new BeginFacts(0);

    /**
     * {@return requests with a body}
     *
     * @param length of it
     */
    public static BeginFacts ofLength(long length) {
        return new BeginFacts(length);
    }

    @Override
    public @Nullable String file() {
        return null;
    }

    /**
     * Begins an exchange of any request.
     *
     * @param protocol the protocol
     * @throws RequestRejectedException never
     */
    public void begin(OneRequestProtocol protocol) throws RequestRejectedException {
        begin(protocol, GatewayRequest.get("/").build());
    }

    /**
     * {@return the encoded variables of a request to an application that serves its whole mount}
     *
     * @param protocol the protocol, which begins an exchange
     * @param request the request
     * @throws RequestRejectedException if it cannot be sent
     */
    public ByteBuffer begin(OneRequestProtocol protocol, GatewayRequest request) throws RequestRejectedException {
        return protocol.begin(new ScriptRequest(request, ScriptVariables.ofMount(request)), this, bytes -> {});
    }
}
