package org.gateway4j.host.servlet;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** The content of a request that is to be served. To open it takes it from all others in the container. */
final class RequestContent {

    private final HttpServletRequest request;
    private final long length;

    private RequestContent(HttpServletRequest request, long length) {
        this.request = request;
        this.length = length;
    }

    /**
     * The content of a request.
     *
     * @throws ConsumedBodyException if something has read it before, and the container says so
     * @throws IOException if the container cannot give it
     */
    static RequestContent of(HttpServletRequest request) throws IOException {
        long length = declaredLength(request);
        RequestContent content = new RequestContent(request, length);
        if (length == 0 || content.isAskedFor() || !content.open().isFinished()) {
            return content;
        }
        content.refuseIfDeclared();
        return new RequestContent(request, 0);
    }

    /** HTTP/1 says so if there is content; in HTTP/2 there may be some without a word. */
    private static long declaredLength(HttpServletRequest request) {
        if (request.getHeader("Transfer-Encoding") != null) {
            return -1;
        }
        long declared = request.getContentLengthLong();
        return declared >= 0 || !request.getProtocol().startsWith("HTTP/1") ? declared : 0;
    }

    /** Its length, 0 if there is none, or -1 if it is not known. */
    long length() {
        return length;
    }

    /** Whether the client sends it only when it is asked to. Jetty asks when it is opened, Tomcat when a read blocks. */
    boolean isAskedFor() {
        return request.getHeader("Expect") != null;
    }

    /** Where it is read from. */
    ServletInputStream open() throws IOException {
        try {
            return request.getInputStream();
        } catch (IllegalStateException e) {
            throw ConsumedBodyException.report(length, e);
        }
    }

    /**
     * There is none. That cannot be if its length says otherwise.
     *
     * @throws ConsumedBodyException if it does
     */
    void refuseIfDeclared() throws ConsumedBodyException {
        if (length > 0) {
            throw ConsumedBodyException.report(length, null);
        }
    }

    /** The content for a thread that may wait. */
    RequestStream blocking() {
        return new RequestStream(this);
    }

    /** The content for an asynchronous request. */
    PolledBody polled() throws IOException {
        return new PolledBody(this);
    }
}
