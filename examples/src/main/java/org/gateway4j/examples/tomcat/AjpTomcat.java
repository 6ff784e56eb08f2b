package org.gateway4j.examples.tomcat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardServer;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.tomcat.util.modeler.Registry;
import org.gateway4j.Endpoint;

/** A Tomcat with one application and an AJP connector, which only this process can find and knows the secret of. */
public final class AjpTomcat implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.1";
    private static final int SECRET_BYTES = 16;
    private static final String HOME = "catalina.home";

    /** Kept, because loggers are not. What Tomcat tells of its life is not what the host's user wants to read. */
    private static final Logger LOG = Logger.getLogger("org.apache");

    private final Tomcat tomcat;
    private final Connector connector;
    private final String secret;

    private AjpTomcat(Tomcat tomcat, Connector connector, String secret) {
        this.tomcat = tomcat;
        this.connector = connector;
        this.secret = secret;
    }

    /**
     * Starts one.
     *
     * @param directory where it may keep files
     * @param properties further properties of the connector
     * @param path the application's path, empty for the root
     * @param application adds its servlets
     * @throws IOException if it does not start
     */
    public static AjpTomcat start(
            Path directory, Map<String, String> properties, String path, Consumer<Context> application)
            throws IOException {
        LOG.setLevel(Level.SEVERE);
        // It would take the place of the JVM's only one.
        TomcatURLStreamHandlerFactory.disable();
        // To register itself with JMX would take as long as all the rest of its start.
        Registry.disableRegistry();
        String secret = randomSecret();
        Tomcat tomcat = new Tomcat();
        Connector connector = connector(secret, properties);
        tomcat.setSilent(true);
        tomcat.setBaseDir(directory.toString());
        tomcat.getService().addConnector(connector);
        ((StandardServer) tomcat.getServer()).setUtilityThreadsAsDaemon(true);
        application.accept(tomcat.addContext(path, directory.toString()));
        AjpTomcat started = new AjpTomcat(tomcat, connector, secret);
        try {
            tomcat.start();
            return started;
        } catch (LifecycleException e) {
            started.close();
            throw new IOException("Tomcat does not start: " + e.getMessage(), e);
        }
    }

    private static Connector connector(String secret, Map<String, String> properties) {
        Connector connector = new Connector("AJP/1.3");
        connector.setPort(0);
        connector.setThrowOnFailure(true);
        connector.setProperty("address", ADDRESS);
        connector.setProperty("secret", secret);
        properties.forEach(connector::setProperty);
        return connector;
    }

    private static String randomSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** What it is, in a few words. */
    public String description() {
        return ServerInfo.getServerInfo();
    }

    public Endpoint endpoint() {
        return Endpoint.tcp(ADDRESS, connector.getLocalPort());
    }

    public String secret() {
        return secret;
    }

    @Override
    public void close() {
        if (tomcat.getServer().getState() == LifecycleState.DESTROYED) {
            return;
        }
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            LOG.log(Level.SEVERE, "Tomcat did not stop", e);
        }
        forgetHome();
    }

    /** Tomcat leaves it to the next one, which would make the directory again. */
    private void forgetHome() {
        if (tomcat.getServer().getCatalinaHome().getPath().equals(System.getProperty(HOME))) {
            System.clearProperty(HOME);
        }
    }
}
