package org.gateway4j.ajp.internal;

import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.ajp.internal.codec.ForwardRequestEncoder;
import org.gateway4j.internal.http.Octets;

/**
 * Refuses a request that a container would misunderstand or answer by closing the connection. The check comes before a
 * connection is taken.
 */
public final class RequestCheck {

    private RequestCheck() {}

    /** Returns the request if it can be sent. */
    public static GatewayRequest requireSendable(GatewayRequest request) throws RequestRejectedException {
        checkMount(request);
        Headers headers = request.headers();
        for (int i = 0; i < headers.size(); i++) {
            check(headers.name(i), headers.value(i));
        }
        if (headers.mayHoldControls()) {
            checkControls(headers);
        }
        return request;
    }

    private static void checkMount(GatewayRequest request) throws RequestRejectedException {
        String prefix = request.mountPrefix();
        String fault = prefix.isEmpty() ? null : MountedPath.fault(prefix, request.path());
        if (fault != null) {
            throw rejection(
                    Reason.BAD_REQUEST,
                    "path of " + request + " " + fault + " " + Octets.printable(MountedPath.withoutParameters(prefix)));
        }
    }

    private static void check(String name, String value) throws RequestRejectedException {
        if (name.length() > ForwardRequestEncoder.LONGEST_NAME) {
            throw rejection(
                    Reason.HEADERS_TOO_LARGE,
                    "name of header " + name.substring(0, 64) + "… has " + name.length() + " bytes; AJP13 can carry "
                            + ForwardRequestEncoder.LONGEST_NAME);
        }
        if (name.equalsIgnoreCase("Upgrade") && value.equalsIgnoreCase("websocket")) {
            throw rejection(
                    Reason.NOT_IMPLEMENTED,
                    "AJP13 cannot switch protocols, so that WebSockets do not pass it; proxy such requests to the"
                            + " container's HTTP connector");
        }
    }

    private static void checkControls(Headers headers) throws RequestRejectedException {
        for (Headers.Field field : headers) {
            for (int i = 0; i < field.value().length(); i++) {
                char c = field.value().charAt(i);
                if (c < ' ' && c != '\t' || c == 0x7F) {
                    throw rejection(
                            Reason.BAD_REQUEST,
                            "control character 0x%02x at index %d of header %s".formatted((int) c, i, field.name()));
                }
            }
        }
    }

    private static RequestRejectedException rejection(Reason reason, String message) {
        return new RequestRejectedException(reason, message);
    }
}
