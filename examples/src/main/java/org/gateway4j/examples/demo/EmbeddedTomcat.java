package org.gateway4j.examples.demo;

import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.gateway4j.Endpoint;
import org.gateway4j.examples.tomcat.AjpTomcat;

/** A Tomcat with the demo's servlet. */
record EmbeddedTomcat(AjpTomcat tomcat) implements Backend {

    static final String PATH = "/tomcat";

    private static final int THREADS = 5;

    static EmbeddedTomcat start(DemoFolder folder) throws IOException {
        return new EmbeddedTomcat(AjpTomcat.start(
                folder.run(),
                Map.of("maxThreads", Integer.toString(THREADS), "minSpareThreads", "1"),
                PATH,
                EmbeddedTomcat::addServlet));
    }

    private static void addServlet(Context context) {
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
