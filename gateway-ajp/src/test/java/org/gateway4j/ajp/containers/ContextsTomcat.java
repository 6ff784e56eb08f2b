package org.gateway4j.ajp.containers;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat with three contexts, the root among them, each of which answers with its path. */
public final class ContextsTomcat extends EmbeddedTomcat {

    /** Starts it with properties of the connector, in a directory. */
    public ContextsTomcat(String directory, Map<String, String> properties) throws LifecycleException {
        super(directory, properties, ContextsTomcat::deploy);
    }

    private static void deploy(Tomcat tomcat) {
        for (String path : new String[] {"", "/shop", "/manager"}) {
            Context context = tomcat.addContext(path, null);
            Tomcat.addServlet(context, "path", new PathServlet());
            context.addServletMapping("/", "path");
        }
    }

    /** Changes a property of the connector from the next request on. */
    public void set(String property, String value) {
        connector().setProperty(property, value);
    }

    /** Answers with the path of its context. */
    static final class PathServlet extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("in " + request.getContextPath());
        }
    }
}
