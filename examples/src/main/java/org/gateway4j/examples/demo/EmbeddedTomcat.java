package org.gateway4j.examples.demo;

import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.Engine;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.gateway4j.Endpoint;
import org.gateway4j.examples.tomcat.AjpTomcat;

/**
 * A Tomcat with the demo's servlet.
 *
 * @param tomcat the server
 * @param route what the ids of its sessions end with
 */
record EmbeddedTomcat(AjpTomcat tomcat, String route) implements Backend {

    static final String PATH = "/tomcat";

    private static final int THREADS = 3;

    /**
     * Starts one.
     *
     * @param route what the ids of its sessions end with
     */
    static EmbeddedTomcat start(DemoFolder folder, String route) throws IOException {
        return new EmbeddedTomcat(
                AjpTomcat.start(
                        folder.run(),
                        Map.of("maxThreads", Integer.toString(THREADS), "minSpareThreads", "1"),
                        PATH,
                        context -> addServlet(context, route)),
                route);
    }

    private static void addServlet(Context context, String route) {
        ((Engine) context.getParent().getParent()).setJvmRoute(route);
        Wrapper servlet = Tomcat.addServlet(context, "demo", new DemoServlet());
        servlet.setMultipartConfigElement(new MultipartConfigElement(""));
        DemoServlet.PATTERNS.forEach(servlet::addMapping);
    }

    @Override
    public String description() {
        return tomcat.description() + " by AJP";
    }

    @Override
    public Endpoint endpoint() {
        return tomcat.endpoint();
    }

    String secret() {
        return tomcat.secret();
    }

    @Override
    public int workers() {
        return THREADS;
    }

    @Override
    public void close() {
        tomcat.close();
    }
}
