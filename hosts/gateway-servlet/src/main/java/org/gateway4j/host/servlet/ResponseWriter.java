package org.gateway4j.host.servlet;

import jakarta.servlet.http.HttpServletResponse;
import org.gateway4j.host.ResponseHead;

/** Tells a container the head of a response. */
final class ResponseWriter {

    private ResponseWriter() {}

    static void write(ResponseHead head, HttpServletResponse response) {
        response.setStatus(head.status());
        head.headers().forEach((name, value) -> {
            if (isContainersToo(name)) {
                response.setHeader(name, value);
            } else {
                response.addHeader(name, value);
            }
        });
        if (head.length() >= 0) {
            response.setContentLengthLong(head.length());
        }
    }

    /**
     * Whether a response has neither a body nor a length. It is to be flushed, because a container that ends it unsent may take it
     * for an empty one.
     */
    static boolean isUnframed(ResponseHead head) {
        return !head.hasBody() && head.length() < 0;
    }

    /** Whether a container may have set a field itself, which is then replaced. */
    private static boolean isContainersToo(String name) {
        return name.equalsIgnoreCase("Date")
                || name.equalsIgnoreCase("Server")
                || name.equalsIgnoreCase("Content-Type");
    }
}
