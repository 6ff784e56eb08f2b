package org.gateway4j.examples.mounts;

import java.io.IOException;
import java.util.Optional;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Handoff;
import org.gateway4j.Headers;
import org.gateway4j.examples.files.FileContent;
import org.gateway4j.examples.http.Reply;

/** Does what an application asks the host to do in place of its answer. */
final class Handoffs {

    private Handoffs() {}

    /** Answers by a gateway, or by what its application hands the request on to. */
    static void answer(Gateway gateway, GatewayRequest request, Reply reply) throws IOException {
        Optional<GatewayRequest> next;
        try (GatewayResponse response = gateway.dispatch(request)) {
            next = follow(response, request, reply);
        }
        if (next.isPresent()) {
            reply.sendAnswerTo(next.get());
        }
    }

    /**
     * Sends a response, or what it asks to be sent instead.
     *
     * @return the request whose answer is to be sent, which must wait until the response is closed
     */
    static Optional<GatewayRequest> follow(GatewayResponse response, GatewayRequest request, Reply reply)
            throws IOException {
        Handoff handoff = response.handoff();
        if (handoff instanceof Handoff.LocalRedirect redirect) {
            return Optional.of(request.followUp(redirect));
        }
        if (handoff instanceof Handoff.SendFile file) {
            send(file, response, request, reply);
        } else {
            reply.send(response);
        }
        return Optional.empty();
    }

    private static void send(Handoff.SendFile file, GatewayResponse response, GatewayRequest request, Reply reply)
            throws IOException {
        Headers headers = response.headers().toBuilder()
                .remove("Content-Length")
                .remove("Last-Modified")
                .build();
        headers.forEach(reply::header);
        new FileContent(file.file()).send(response.status(), request, reply);
    }
}
