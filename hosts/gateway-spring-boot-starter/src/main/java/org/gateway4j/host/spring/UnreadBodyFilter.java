package org.gateway4j.host.spring;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.host.Mounts;

/**
 * Keeps the filters between here and the gateways from the bodies of requests for gateways: they see no parameters of forms, and
 * Spring's own readers of bodies are passed over. Filters that decide who may ask still run.
 */
final class UnreadBodyFilter implements Filter {

    /** The attributes by which Spring's filters know that they have run, under the names that Spring Boot gives them. */
    private static final String[] PASSED_OVER = {"hiddenHttpMethodFilter.FILTERED", "formContentFilter.FILTERED"};

    private Mounts mounts;

    UnreadBodyFilter(Mounts mounts) {
        this.mounts = mounts;
    }

    @Override
    public void init(FilterConfig config) {
        mounts = mounts.below(config.getServletContext().getContextPath());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && isForGateway(http)) {
            for (String each : PASSED_OVER) {
                request.setAttribute(each, true);
            }
            chain.doFilter(new UnreadRequest(http), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean isForGateway(HttpServletRequest request) {
        try {
            return mounts.find(request.getRequestURI()) != null;
        } catch (RequestRejectedException e) {
            // The gateway refuses it, and reads no body.
            return false;
        }
    }
}
