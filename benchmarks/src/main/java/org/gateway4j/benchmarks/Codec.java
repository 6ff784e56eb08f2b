package org.gateway4j.benchmarks;

import java.nio.ByteBuffer;
import java.util.Set;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.ajp.internal.AjpProtocol;
import org.gateway4j.ajp.internal.AjpSettings;
import org.gateway4j.ajp.internal.RefusalHint;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.gateway4j.benchmarks.responder.Service;
import org.gateway4j.fastcgi.internal.FastCgiProtocol;
import org.gateway4j.fastcgi.internal.FastCgiSettings;
import org.gateway4j.fastcgi.internal.RoleRequest;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.body.SourceThreads;
import org.gateway4j.internal.cgi.MetaVariables;
import org.gateway4j.internal.cgi.ScriptRequest;
import org.gateway4j.internal.cgi.ScriptVariables;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.protocol.Protocol.Signal;
import org.gateway4j.internal.protocol.ResponseHead;
import org.gateway4j.scgi.internal.ScgiProtocol;
import org.gateway4j.uwsgi.internal.UwsgiProtocol;
import org.gateway4j.uwsgi.internal.UwsgiSettings;

/** The protocol as a gateway has it for each connection, and a request as the gateway has prepared it. */
final class Codec<Q> {

    private final Protocol<Q> protocol;
    private final Q prepared;
    private final OutgoingBody body;

    private Codec(Protocol<Q> protocol, Q prepared, GatewayRequest request) {
        this.protocol = protocol;
        this.prepared = prepared;
        this.body = new OutgoingBody(request.body(), "benchmark", new SourceThreads("benchmark"));
    }

    static Codec<?> of(Service.Kind protocol, GatewayRequest request) {
        return switch (protocol) {
            case FASTCGI, FASTCGI_ECHO ->
                new Codec<>(fastCgi(), RoleRequest.responder(request, script(request)), request);
            case AJP -> new Codec<>(ajp(), request, request);
            case SCGI -> new Codec<>(scgi(), new ScriptRequest(request, script(request)), request);
            case UWSGI -> new Codec<>(uwsgi(), new ScriptRequest(request, script(request)), request);
        };
    }

    /** What {@link BrowserRequest#SCRIPT} is as the only script of an application. */
    private static ScriptVariables script(GatewayRequest request) {
        return new ScriptVariables("", request.path(), BrowserRequest.SCRIPT.toString(), null);
    }

    private static FastCgiProtocol fastCgi() {
        return new FastCgiProtocol(
                new FastCgiSettings(true, false), new MetaVariables("Gateway4j", true), Limits.defaults());
    }

    private static ScgiProtocol scgi() {
        return new ScgiProtocol(new MetaVariables("Gateway4j", true), Limits.defaults());
    }

    private static UwsgiProtocol uwsgi() {
        return new UwsgiProtocol(new MetaVariables("Gateway4j", true), new UwsgiSettings(0, 0), Limits.defaults());
    }

    private static AjpProtocol ajp() {
        AjpSettings settings = new AjpSettings(Service.USUAL_PACKET, null, null, Set.of(), Set.of(), true);
        return new AjpProtocol(settings, Limits.defaults(), new RefusalHint("ajp"));
    }

    /** Encodes the head. */
    ByteBuffer begin() throws RequestRejectedException {
        return protocol.begin(prepared, body, bytes -> {});
    }

    /** Decodes a whole answer. */
    ResponseHead decode(ByteBuffer answer) throws AnswerException {
        while (protocol.decode(answer) != Signal.END) {
            int count = protocol.bodyAvailable();
            answer.position(answer.position() + count);
            protocol.bodyTaken(count);
        }
        return protocol.head();
    }
}
