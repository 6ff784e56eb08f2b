package org.gateway4j.host.servlet;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
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
import org.jspecify.annotations.Nullable;

/**
 * Lets gateways answer the requests that a container maps to this servlet:
 *
 * <pre>{@code
 * ServletRegistration.Dynamic blog = context.addServlet("blog", new GatewayServlet(mounts));
 * blog.addMapping("/blog/*");
 * blog.setAsyncSupported(true);
 * }</pre>
 *
 * <p>The paths of the mounts begin at the path of the context. A request that no mount takes is answered with 404; {@link
 * GatewayFilter} passes such requests on.
 *
 * <p>If the gateways block, each exchange holds the thread of its request. If they are {@linkplain AsyncGateway for event loops},
 * requests are served asynchronously, on loops of the servlet. If the servlet, or a filter before it, does not support asynchronous
 * requests, the thread of the request waits for the loop.
 *
 * <p>Nothing before the servlet may read the body of a request, as a filter that asks for a parameter does. Such a request fails,
 * and the log says why.
 *
 * <p>Containers do not tell that a client is gone while the application is silent: the exchange ends with the next piece that cannot
 * be written.
 *
 * <p>Safe for use by any number of threads.
 */
public final class GatewayServlet implements Servlet {

    private final Setup setup;
    private volatile @Nullable ServletConfig config;

    /**
     * A servlet with one mount, whose gateway it makes of its init parameters, and closes when it is destroyed:
     *
     * <table>
     * <caption>Init parameters</caption>
     * <tr><th>Name<th>Value
     * <tr><td>{@code target}<td>required: {@code fastcgi:ADDRESS}, {@code ajp:ADDRESS}, {@code scgi:ADDRESS}, {@code
     *     uwsgi:ADDRESS} or {@code cgi:PATH}. An address is {@code unix:/run/php/php-fpm.sock} or {@code 127.0.0.1:9000}. The path is that of a directory of programs, or of one program
     * <tr><td>{@code mount}<td>the path of the mount, below that of the context; default {@code /}
     * <tr><td>{@code prefix}<td>{@code mounted} (the default), {@code kept} or {@code stripped}, as {@link
     *     org.gateway4j.host.Mount.Prefix}
     * <tr><td>{@code async}<td>{@code true} if requests are served asynchronously; default {@code false}
     * <tr><td>{@code trusted-proxies}<td>addresses and ranges, separated by commas, as {@link
     *     org.gateway4j.host.TrustedProxies#of}; default none
     * <tr><td>{@code root}<td>FastCGI: the directory of the scripts
     * <tr><td>{@code front-controller}<td>FastCGI: the script of all paths that name none, such as {@code /index.php}
     * <tr><td>{@code file-checks}<td>FastCGI: {@code false} if the scripts are on another machine; default {@code true}
     * <tr><td>{@code script}<td>FastCGI: the one script of all paths, in place of {@code root}
     * <tr><td>{@code secret}<td>AJP: the secret of the connector
     * <tr><td>{@code max-connections}<td>all but CGI: the number of requests that the application serves at once
     * <tr><td>{@code modifier1}, {@code modifier2}<td>uwsgi: the modifiers of each request, 0 to 255; default 0
     * <tr><td>{@code max-processes}<td>CGI: the number of programs that run at once
     * <tr><td>{@code connect-timeout}, {@code acquire-timeout}, {@code write-timeout}, {@code head-timeout}, {@code read-timeout},
     *     {@code exchange-timeout}, {@code request-body-timeout}<td>as {@link org.gateway4j.Timeouts}, each such as {@code 500ms},
     *     {@code 30s}, {@code 5m} or {@code off}
     * </table>
     *
     * <p>All parameters but the first have the defaults of the gateway where none is named. Of the libraries of the protocols, the
     * one of the target is needed.
     */
    public GatewayServlet() {
        this(Setup.byInitParameters());
    }

    /**
     * A servlet for one gateway, which answers all paths of the context.
     *
     * @param gateway the gateway; the servlet does not close it
     */
    public GatewayServlet(Gateway gateway) {
        this(Mounts.of(gateway));
    }

    /**
     * A servlet for one gateway, which answers all paths of the context.
     *
     * @param gateway the gateway; the servlet does not close it
     */
    public GatewayServlet(AsyncGateway gateway) {
        this(Mounts.of(gateway));
    }

    /**
     * A servlet for these mounts, with the defaults of all settings.
     *
     * @param mounts the mounts
     * @throws IllegalArgumentException if some of the gateways block and others do not
     */
    public GatewayServlet(Mounts mounts) {
        this(mounts, HostConfig.defaults());
    }

    /**
     * A servlet for these mounts.
     *
     * @param mounts the mounts
     * @param config what the host does beside them
     * @throws IllegalArgumentException if some of the gateways block and others do not
     */
    public GatewayServlet(Mounts mounts, HostConfig config) {
        this(Setup.of(mounts, config));
    }

    private GatewayServlet(Setup setup) {
        this.setup = setup;
    }

    /**
     * Begins to serve.
     *
     * @throws ServletException if an init parameter is unknown, missing or wrong, or if the path of the context cannot be that of
     *     mounts
     */
    @Override
    public void init(ServletConfig given) throws ServletException {
        config = given;
        setup.start(
                "servlet " + given.getServletName(),
                given.getServletContext().getContextPath(),
                InitParameters.of(given));
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        CutRequest.throwIfCut(request);
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            throw new ServletException("only HTTP is served");
        }
        Serving serving = setup.serving();
        if (!serving.serve(http, answer)) {
            serving.refuse(http, answer, HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /** Ends the exchanges that are not over, if they are asynchronous. Closes the gateway, if the servlet has made it. */
    @Override
    public void destroy() {
        setup.stop();
    }

    @Override
    public @Nullable ServletConfig getServletConfig() {
        return config;
    }

    @Override
    public String getServletInfo() {
        return "Gateway4j";
    }
}
