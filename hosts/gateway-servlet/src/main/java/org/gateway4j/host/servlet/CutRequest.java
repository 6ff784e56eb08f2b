package org.gateway4j.host.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous request, whose response may turn out to be cut. Then the request is dispatched once more, because a container
 * cuts the response of whoever throws. If it comes to another servlet, since a filter is not mapped for the dispatcher ASYNC, that
 * one must not end the response either: it cannot ask for the method.
 */
final class CutRequest extends HttpServletRequestWrapper {

    private static final String CAUSE = CutRequest.class.getName();

    CutRequest(HttpServletRequest request) {
        super(request);
    }

    /** The response is cut. */
    static void cut(ServletRequest request, Throwable cause) {
        request.setAttribute(CAUSE, cause);
    }

    /**
     * Cuts the response of a request that was dispatched for that.
     *
     * @throws IOException if it was
     */
    static void throwIfCut(ServletRequest request) throws IOException {
        IOException cause = cause(request);
        if (cause != null) {
            throw cause;
        }
    }

    private static @Nullable IOException cause(ServletRequest request) {
        if (!(request.getAttribute(CAUSE) instanceof Throwable cause)) {
            return null;
        }
        return cause instanceof IOException e ? e : new IOException(cause);
    }

    @Override
    public String getMethod() {
        IOException cause = cause(getRequest());
        if (cause != null) {
            throw new IllegalStateException(
                    "the response was cut; map the filter of the gateway for the dispatcher ASYNC, too", cause);
        }
        return super.getMethod();
    }
}
