package org.gateway4j.ajp.containers.servlets;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What is served at a path, whatever the method. */
@FunctionalInterface
interface Page {

    void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException;

    /** As a servlet. */
    default HttpServlet servlet() {
        return new PageServlet(this);
    }

    /** A page as Tomcat takes it. */
    final class PageServlet extends HttpServlet {

        private static final long serialVersionUID = 1;

        private final transient Page page;

        PageServlet(Page page) {
            this.page = page;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            page.serve(request, response);
        }
    }
}
