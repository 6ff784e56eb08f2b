package org.gateway4j.examples;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import org.gateway4j.Gateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.host.servlet.GatewayFilter;
import org.gateway4j.host.servlet.GatewayServlet;

/** The code of the guide's page on servlet containers. */
final class DocumentedHostsServlet {

    private DocumentedHostsServlet() {}

    static void addBlog(ServletContext context, Gateway php) {
        Mounts mounts = Mounts.builder().mount("/blog", php).build();
        ServletRegistration.Dynamic blog = context.addServlet("blog", new GatewayServlet(mounts));
        blog.addMapping("/blog/*");
    }

    static void addFilter(ServletContext context, Mounts mounts) {
        FilterRegistration.Dynamic php = context.addFilter("php", new GatewayFilter(mounts));
        php.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
        php.setAsyncSupported(true);
    }
}
