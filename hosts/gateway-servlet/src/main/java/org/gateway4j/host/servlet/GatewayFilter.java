package org.gateway4j.host.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.Mounts;

/**
 * Lets gateways answer the requests that are for one of their mounts, and passes all others on:
 *
 * <pre>{@code
 * FilterRegistration.Dynamic php = context.addFilter("php", new GatewayFilter(mounts));
 * php.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
 * php.setAsyncSupported(true);
 * }</pre>
 *
 * <p>With gateways for event loops, the filter is to be mapped for the dispatcher ASYNC, too. A response that breaks off is cut
 * through it.
 *
 * <p>All else is as {@link GatewayServlet} has it. Safe for use by any number of threads.
 */
public final class GatewayFilter implements Filter {

    private final Setup setup;

    /** A filter with one mount, whose gateway it makes of its init parameters: those of {@link GatewayServlet#GatewayServlet()}. */
    public GatewayFilter() {
        this(Setup.byInitParameters());
    }

    /**
     * A filter for one gateway, which answers all paths of the context: nothing is passed on.
     *
     * @param gateway the gateway; the filter does not close it
     */
    public GatewayFilter(Gateway gateway) {
        this(Mounts.of(gateway));
    }

    /**
     * A filter for one gateway, which answers all paths of the context: nothing is passed on.
     *
     * @param gateway the gateway; the filter does not close it
     */
    public GatewayFilter(AsyncGateway gateway) {
        this(Mounts.of(gateway));
    }

    /**
     * A filter for these mounts, with the defaults of all settings.
     *
     * @param mounts the mounts
     * @throws IllegalArgumentException if some of the gateways block and others do not
     */
    public GatewayFilter(Mounts mounts) {
        this(mounts, HostConfig.defaults());
    }

    /**
     * A filter for these mounts.
     *
     * @param mounts the mounts
     * @param config what the host does beside them
     * @throws IllegalArgumentException if some of the gateways block and others do not
     */
    public GatewayFilter(Mounts mounts, HostConfig config) {
        this(Setup.of(mounts, config));
    }

    private GatewayFilter(Setup setup) {
        this.setup = setup;
    }

    /**
     * Begins to serve.
     *
     * @throws ServletException as {@link GatewayServlet#init}
     */
    @Override
    public void init(FilterConfig config) throws ServletException {
        setup.start(
                "filter " + config.getFilterName(),
                config.getServletContext().getContextPath(),
                InitParameters.of(config));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        CutRequest.throwIfCut(request);
        if (!(request instanceof HttpServletRequest http)
                || !(response instanceof HttpServletResponse answer)
                || !setup.serving().serve(http, answer)) {
            chain.doFilter(request, response);
        }
    }

    /** As {@link GatewayServlet#destroy}. */
    @Override
    public void destroy() {
        setup.stop();
    }
}
