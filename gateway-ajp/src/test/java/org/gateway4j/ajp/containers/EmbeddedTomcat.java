package org.gateway4j.ajp.containers;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;

/** A Tomcat with an AJP connector and the application. Runs in the class loader of a line; supplies its port. */
public class EmbeddedTomcat implements IntSupplier, Closeable {

    /** Kept, because loggers are not. */
    private static final Logger LOG = Logger.getLogger("org.apache");

    private final Tomcat tomcat = new Tomcat();
    private final Connector connector = new Connector("AJP/1.3");

    /** Starts it with properties of the connector, in a directory. */
    public EmbeddedTomcat(String directory, Map<String, String> properties) throws LifecycleException {
        this(directory, properties, EmbeddedTomcat::deploy);
    }

    EmbeddedTomcat(String directory, Map<String, String> properties, Consumer<Tomcat> application)
            throws LifecycleException {
        LOG.setLevel(Level.OFF);
        // There can be one in a JVM, and here are several Tomcats.
        TomcatURLStreamHandlerFactory.disable();
        connector.setPort(0);
        properties.forEach(connector::setProperty);
        tomcat.setBaseDir(directory);
        tomcat.getService().addConnector(connector);
        tomcat.setConnector(connector);
        application.accept(tomcat);
        tomcat.start();
    }

    private static void deploy(Tomcat tomcat) {
        tomcat.addContext("", null);
        tomcat.getEngine().getPipeline().addValve(new ApplicationValve());
    }

    final Connector connector() {
        return connector;
    }

    @Override
    public int getAsInt() {
        return connector.getLocalPort();
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

    /** Serves every request, before it reaches a host. */
    static final class ApplicationValve extends ValveBase {

        ApplicationValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException {
            Application.serve(new ServedByTomcat(request, response));
        }
    }
}
