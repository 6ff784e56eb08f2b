package org.gateway4j.contract.host;

import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.gateway4j.Endpoint;

/** A Tomcat with an AJP connector and {@link RealServlet}. */
final class RealTomcat implements AutoCloseable {

    static final String SECRET = "s3cret";

    private static final String ADDRESS = "127.0.0.1";

    /** Kept, because loggers are not. */
    private static final Logger LOG = Logger.getLogger("org.apache");

    private final Tomcat tomcat = new Tomcat();
    private final Connector connector = new Connector("AJP/1.3");

    RealTomcat(Path directory, Path signals) throws LifecycleException {
        LOG.setLevel(Level.OFF);
        // There can be one in a JVM, and the host may be a Tomcat, too.
        TomcatURLStreamHandlerFactory.disable();
        connector.setPort(0);
        connector.setProperty("address", ADDRESS);
        connector.setProperty("secret", SECRET);
        tomcat.setSilent(true);
        tomcat.setBaseDir(directory.toString());
        tomcat.getService().addConnector(connector);
        Context context = tomcat.addContext(RealApplication.TOMCAT.mount(), directory.toString());
        Wrapper servlet = Tomcat.addServlet(context, "programs", new RealServlet(signals));
        servlet.setMultipartConfigElement(new MultipartConfigElement(directory.toString()));
        servlet.addMapping("/*");
        tomcat.start();
    }

    Endpoint endpoint() {
        return Endpoint.tcp(ADDRESS, connector.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IOException(e);
        }
    }
}
