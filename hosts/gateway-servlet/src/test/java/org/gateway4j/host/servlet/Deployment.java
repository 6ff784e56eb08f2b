package org.gateway4j.host.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;

/** Tells a context what is in it, as a web application does. */
interface Deployment {

    void into(ServletContext context) throws ServletException;

    /** A servlet for all paths. */
    static Deployment of(Servlet servlet) {
        return context -> {
            ServletRegistration.Dynamic registration = context.addServlet("gateway", servlet);
            registration.setAsyncSupported(true);
            registration.addMapping("/*");
        };
    }

    /** A filter for all paths, before a servlet that finds nothing. */
    static Deployment of(Filter filter) {
        return context -> {
            ServletRegistration.Dynamic rest = context.addServlet("rest", new NotFoundServlet());
            rest.setAsyncSupported(true);
            rest.addMapping("/*");
            FilterRegistration.Dynamic registration = context.addFilter("gateway", filter);
            registration.setAsyncSupported(true);
            registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
        };
    }

    /** The one after the other. */
    default Deployment and(Deployment next) {
        return context -> {
            into(context);
            next.into(context);
        };
    }
}
